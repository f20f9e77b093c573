package io.smoothllm.usage.reprice;

import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.usage.problem.UsageProblem.InvalidFields;
import io.smoothllm.usage.problem.UsageProblemException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A reprice as someone wants it.
record RepriceRequest(
        @NotNull(message = "is missing") @Schema(description = "Inclusive") Instant from,
        @NotNull(message = "is missing") @Schema(description = "Exclusive") Instant to,
        @NotNull(message = "is missing") UUID providerId,
        @NotBlank(message = "is missing")
                @Size(max = 512)
                @Schema(description = "As the provider calls it: a row's upstreamModel")
                String model,
        @NotNull(message = "is missing")
                @Schema(description = "US dollars per million tokens, requestPrice per call")
                PriceList prices,
        @NotBlank(message = "is missing") @Size(max = 500) String reason,
        @Schema(description = "Only compute; absent = false") boolean dryRun) {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /// @throws UsageProblemException with everything that is wrong
    Wanted toWanted() {
        var errors = new ArrayList<FieldError>();
        checkRange(errors);
        for (var fault : prices.faults()) {
            errors.add(new FieldError("prices." + fault.field(), fault.message()));
        }
        // Where money is corrected, what costs nothing is said to cost 0.
        require(prices.inputPrice(), "inputPrice", errors);
        require(prices.outputPrice(), "outputPrice", errors);
        if (!errors.isEmpty()) {
            throw new UsageProblemException(new InvalidFields(errors));
        }
        return new Wanted(
                from.truncatedTo(ChronoUnit.MICROS),
                to.truncatedTo(ChronoUnit.MICROS),
                providerId,
                model,
                prices,
                reason.strip());
    }

    private void checkRange(List<FieldError> errors) {
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            errors.add(new FieldError("from", "and to must lie between the years 2000 and 2200"));
        } else if (!from.isBefore(to)) {
            errors.add(new FieldError("from", "must be before to"));
        } else if (from.plus(LONGEST).isBefore(to)) {
            errors.add(
                    new FieldError(
                            "from", "must be at most " + LONGEST.toDays() + " days before to"));
        }
    }

    private static void require(Object price, String field, List<FieldError> errors) {
        if (price == null) {
            errors.add(new FieldError("prices." + field, "is missing"));
        }
    }
}
