package io.smoothllm.provider.price;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.listing.ListQuery;
import io.smoothllm.provider.preset.Presets;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.upstream.BaseUrl;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/prices")
@RunOnVirtualThread
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
class PricesResource {
    private final DefaultPrices prices;

    PricesResource(DefaultPrices prices) {
        this.prices = prices;
    }

    @GET
    @Operation(
            summary = "The default prices of well-known models",
            description =
                    "With `model`, those of that model: one, or none when it is not known. It is"
                            + " what a model without prices of its own gets in a provider of that"
                            + " preset, dialect and base URL; if nothing but `model` is said, what"
                            + " its maker charges. Without `model`, a list to search in.")
    public Page<DefaultPrice> list(
            @RestQuery @Parameter(description = "A preset, or who bills: `openai`, `aws`.")
                    String provider,
            @RestQuery String dialect,
            @RestQuery String baseUrl,
            @RestQuery @Parameter(description = "As the provider calls it.") String model,
            @RestQuery @Parameter(description = "Words in the name of model or provider.")
                    String query,
            @RestQuery String cursor,
            @RestQuery String limit) {
        var name = ListQuery.text("model", model);
        var asked =
                new Asked(
                        ListQuery.text("provider", provider),
                        ListQuery.dialect(dialect),
                        ListQuery.text("baseUrl", baseUrl));
        if (name == null) {
            return page(
                    search(asked, ListQuery.text("query", query)),
                    ListQuery.text("cursor", cursor),
                    ListQuery.limit(limit));
        }
        var biller = asked.saysNothing() ? prices.makerOf(name) : biller(asked);
        return new Page<>(
                biller.flatMap(known -> prices.price(known, name)).stream().toList(), null);
    }

    /// Of whom prices are wanted; all may be null.
    private record Asked(String provider, Dialect dialect, String baseUrl) {
        boolean saysNothing() {
            return provider == null && dialect == null && baseUrl == null;
        }
    }

    private Optional<PricedProvider> biller(Asked asked) {
        var preset = asked.provider == null ? null : Presets.find(asked.provider).orElse(null);
        if (preset == null && asked.provider != null) {
            return prices.called(asked.provider);
        }
        var dialect = preset == null ? asked.dialect : preset.dialect();
        var presetUrl = preset == null ? null : preset.baseUrl();
        return prices.biller(address(asked.baseUrl, presetUrl, dialect), presetUrl, dialect);
    }

    /// Where a provider would be saved to be; null where that needs saying.
    private static URI address(String given, URI presetUrl, Dialect dialect) {
        if (given == null && presetUrl != null) {
            return presetUrl;
        }
        try {
            return BaseUrl.of(given, dialect).uri();
        } catch (IllegalArgumentException e) {
            if (given == null) {
                return null;
            }
            throw ProblemException.invalid("baseUrl", e.getMessage());
        }
    }

    private List<DefaultPrice> search(Asked asked, String query) {
        var words =
                query == null
                        ? List.<String>of()
                        : List.of(query.toLowerCase(Locale.ROOT).split("\\s+"));
        var known =
                asked.saysNothing() ? prices.all() : biller(asked).stream().flatMap(prices::allOf);
        return known.filter(price -> words.stream().allMatch(text(price)::contains)).toList();
    }

    private static String text(DefaultPrice price) {
        return String.join(
                        "\n", price.provider(), price.providerName(), price.model(), price.name())
                .toLowerCase(Locale.ROOT);
    }

    private static Page<DefaultPrice> page(List<DefaultPrice> found, String cursor, int limit) {
        int from =
                cursor == null
                        ? 0
                        : 1 + found.stream().map(PricesResource::place).toList().indexOf(cursor);
        if (cursor != null && from == 0) {
            throw ProblemException.invalid("cursor", "is not the next of a page");
        }
        return Page.of(
                found.subList(from, Math.min(from + limit + 1, found.size())),
                limit,
                Function.identity(),
                PricesResource::place);
    }

    private static String place(DefaultPrice price) {
        return price.provider() + "/" + price.model();
    }
}
