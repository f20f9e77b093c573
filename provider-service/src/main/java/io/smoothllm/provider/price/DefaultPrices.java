package io.smoothllm.provider.price;

import io.smoothllm.model.catalog.Dialect;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The default prices of this release, found as the data package they come from finds them
/// (<https://github.com/pydantic/genai-prices>, `matcher.ts`).
@ApplicationScoped
public class DefaultPrices {
    /// A date without hyphens that ends a name or a part of it: `claude-sonnet-4-5-20250929`.
    private static final Pattern DATE =
            Pattern.compile("-(20\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?=-|:|$)");

    private final PriceData data = PriceData.read();

    /// What a provider charges for a model.
    ///
    /// @param presetUrl where its preset says it is, in case it is called through an address of
    ///     one's own; null = no preset, or it has none
    /// @param model as the provider calls it
    public Optional<DefaultPrice> find(URI baseUrl, URI presetUrl, Dialect dialect, String model) {
        return biller(baseUrl, presetUrl, dialect).flatMap(biller -> price(biller, model));
    }

    /// Whoever is at the address bills: a server of one's own that speaks OpenAI's dialect sends no
    /// invoice in OpenAI's name.
    Optional<PricedProvider> biller(URI baseUrl, URI presetUrl, Dialect dialect) {
        return at(baseUrl).or(() -> at(presetUrl)).or(() -> soleSellerOf(dialect));
    }

    /// @param word its id, or another word for it
    Optional<PricedProvider> called(String word) {
        var lower = word.strip().toLowerCase(Locale.ROOT);
        return withId(lower).or(() -> first(known -> known.isCalled(lower)));
    }

    /// Whose model a name is taken for.
    Optional<PricedProvider> makerOf(String model) {
        var name = model.strip().toLowerCase(Locale.ROOT);
        return first(provider -> provider.isTakenForMakerOf(name));
    }

    /// All that is known, in the order of providers and models.
    Stream<DefaultPrice> all() {
        return data.providers().stream().flatMap(this::allOf);
    }

    Stream<DefaultPrice> allOf(PricedProvider biller) {
        return biller.models().stream().map(model -> said(biller, model)).flatMap(Optional::stream);
    }

    private Optional<PricedProvider> at(URI baseUrl) {
        return baseUrl == null
                ? Optional.empty()
                : first(provider -> provider.isAt(baseUrl.toString()));
    }

    /// Dialects that one company alone speaks, whatever address leads to it.
    private Optional<PricedProvider> soleSellerOf(Dialect dialect) {
        return switch (dialect) {
            case OPENAI, ANTHROPIC -> Optional.empty();
            case GEMINI -> withId("google");
            case AZURE_OPENAI -> withId("azure");
            case BEDROCK -> withId("aws");
        };
    }

    private Optional<PricedProvider> withId(String id) {
        return first(provider -> provider.id().equals(id));
    }

    private Optional<PricedProvider> first(Predicate<PricedProvider> wanted) {
        return data.providers().stream().filter(wanted).findFirst();
    }

    /// A model that is known and has no price of a kind that is metered ends the search all the
    /// same.
    Optional<DefaultPrice> price(PricedProvider biller, String model) {
        var name = model.strip().toLowerCase(Locale.ROOT);
        return lookUp(biller, name)
                .or(() -> lookUp(biller, withHyphenatedDates(name)))
                .flatMap(sold -> said(biller, sold));
    }

    private Optional<PricedModel> lookUp(PricedProvider biller, String name) {
        return Stream.concat(
                        Stream.of(biller),
                        biller.fallbacks().stream().map(this::withId).flatMap(Optional::stream))
                .flatMap(provider -> provider.model(name).stream())
                .findFirst();
    }

    private Optional<DefaultPrice> said(PricedProvider provider, PricedModel model) {
        return model.prices().saysNothing()
                ? Optional.empty()
                : Optional.of(
                        new DefaultPrice(
                                provider.id(),
                                provider.name(),
                                model.id(),
                                model.name(),
                                model.prices(),
                                model.contextWindow(),
                                data.date()));
    }

    private static String withHyphenatedDates(String name) {
        return DATE.matcher(name)
                .replaceAll(
                        date ->
                                isDate(date)
                                        ? "-%s-%s-%s"
                                                .formatted(
                                                        date.group(1), date.group(2), date.group(3))
                                        : date.group());
    }

    /// The thirty-first of February is none.
    private static boolean isDate(MatchResult date) {
        int day = Integer.parseInt(date.group(3));
        var month = YearMonth.of(Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)));
        return day <= month.lengthOfMonth();
    }
}
