package io.smoothllm.keys.key;

import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.model.Money;
import io.smoothllm.model.key.Budget;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a key shall be; a change replaces all of it.
///
/// @param userId whose; null = the caller's. Others' only by admins; a change cannot move a key
/// @param expiresAt null = never
/// @param allowedModels names or aliases; null or empty = all
/// @param allowedProviders ids; null or empty = all
/// @param allowedIps addresses or CIDR blocks; null or empty = all
/// @param limits null = none
/// @param budget null = none
/// @param tags free labels for reports
/// @param version the one a change builds on; null = whatever it is
record KeyRequest(
        UUID userId,
        @NotBlank
                @Size(max = 100)
                @Pattern(regexp = PageQuery.PRINTABLE, message = "must not hold control characters")
                String name,
        Instant expiresAt,
        @Size(max = 200)
                List<
                                @NotNull
                                @Pattern(
                                        regexp = "[\\x21-\\x7E]{1,200}",
                                        message =
                                                "must be 1 to 200 ASCII characters without spaces")
                                String>
                        allowedModels,
        @Size(max = 100) List<@NotNull UUID> allowedProviders,
        @Size(max = 100) List<@NotNull @ClientAddress String> allowedIps,
        @Valid LimitsRequest limits,
        @Valid BudgetRequest budget,
        @Size(max = 20)
                List<
                                @NotNull
                                @Pattern(
                                        regexp = "[\\p{L}\\p{N}._:/=@+-]{1,50}",
                                        message =
                                                "must be 1 to 50 letters, digits or any of"
                                                        + " . _ : / = @ + -")
                                String>
                        tags,
        Long version) {

    /// Each null = no such limit.
    record LimitsRequest(
            @Min(1) Integer requestsPerMinute,
            @Min(1) Integer tokensPerMinute,
            @Min(1) Integer maxParallelRequests) {}

    record BudgetRequest(
            @NotNull @BudgetAmount Money amountUsd,
            @NotNull Budget.Period period,
            @NotNull Budget.Mode mode) {}

    KeyRequest {
        allowedModels = orEmpty(allowedModels);
        allowedProviders = orEmpty(allowedProviders);
        allowedIps = orEmpty(allowedIps);
        tags = orEmpty(tags);
    }

    private static <T> List<T> orEmpty(List<T> items) {
        return items == null ? List.of() : items;
    }
}
