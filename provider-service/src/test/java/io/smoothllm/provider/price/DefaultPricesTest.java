package io.smoothllm.provider.price;

import static io.smoothllm.model.catalog.Dialect.ANTHROPIC;
import static io.smoothllm.model.catalog.Dialect.AZURE_OPENAI;
import static io.smoothllm.model.catalog.Dialect.BEDROCK;
import static io.smoothllm.model.catalog.Dialect.GEMINI;
import static io.smoothllm.model.catalog.Dialect.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.model.price.PriceTier;
import io.smoothllm.provider.preset.Preset;
import io.smoothllm.provider.preset.Presets;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// On the data of this release; what is expected was looked up in the package itself.
class DefaultPricesTest {
    private static final DefaultPrices PRICES = new DefaultPrices();

    static final List<Preset> HOSTED =
            Presets.ALL.stream()
                    .filter(preset -> preset.baseUrl() != null)
                    .filter(preset -> !preset.baseUrl().getHost().equals("localhost"))
                    .toList();

    @Test
    void thereAreManyAndAllCanBeCharged() {
        var faults = PRICES.all().map(DefaultPrice::prices).flatMap(list -> list.faults().stream());

        assertThat(faults.map(FieldError::field)).isEmpty();
        assertThat(PRICES.all()).hasSizeGreaterThan(1_000);
    }

    @ParameterizedTest
    @FieldSource("HOSTED")
    void everyHostedPresetLeadsToWhoBills(Preset preset) {
        assertThat(PRICES.biller(preset.baseUrl(), null, preset.dialect())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, gpt-5-mini, gpt-5-mini",
        "https://api.openai.com/v1, GPT-5-Mini-2025-08-07, gpt-5-mini",
        "https://api.anthropic.com, claude-sonnet-4-5-20250929, claude-sonnet-4-5",
        "https://generativelanguage.googleapis.com, gemini-2.5-pro, gemini-2.5-pro",
        "https://api.deepseek.com/v1, deepseek-v4-pro, deepseek-v4-pro",
        "https://openrouter.ai/api/v1, anthropic/claude-sonnet-4.5, anthropic/claude-sonnet-4.5",
    })
    void aModelIsFoundByTheNamesItGoesBy(URI baseUrl, String name, String model) {
        var found = PRICES.find(baseUrl, null, OPENAI, name);

        assertThat(found).map(DefaultPrice::model).contains(model);
    }

    @Test
    void longContextsCacheAndWindowComeAlong() {
        var found = at("https://api.anthropic.com", ANTHROPIC, "claude-sonnet-4-5").orElseThrow();

        var prices = found.prices();
        assertThat(found.contextWindow()).isEqualTo(200_000);
        assertThat(
                        Stream.of(
                                prices.inputPrice(),
                                prices.outputPrice(),
                                prices.cacheReadPrice(),
                                prices.cacheWritePrice(),
                                prices.cacheWriteHourPrice()))
                .extracting(Money::toString)
                .containsExactly("3", "15", "0.3", "3.75", "6");
        assertThat(prices.tiers())
                .containsExactly(
                        new PriceTier(
                                200_000,
                                Money.of("6"),
                                Money.of("22.5"),
                                Money.of("0.6"),
                                Money.of("7.5"),
                                Money.of("12"),
                                null));
    }

    @Test
    void aPricePerRequestAndOneForReasoningComeAlong() {
        var perplexity = "https://api.perplexity.ai";

        assertThat(at(perplexity, OPENAI, "sonar-pro").orElseThrow().prices().requestPrice())
                .isEqualTo(Money.of("0.014"));
        assertThat(
                        at(perplexity, OPENAI, "sonar-deep-research")
                                .orElseThrow()
                                .prices()
                                .reasoningPrice())
                .isEqualTo(Money.of("3"));
    }

    @Test
    void whoIsAtTheAddressBillsWhateverTheModelIsCalled() {
        assertThat(at("http://10.0.0.7:8000/v1", OPENAI, "gpt-5-mini")).isEmpty();
        assertThat(at("https://example.org/anthropic", ANTHROPIC, "claude-sonnet-4-5")).isEmpty();
        assertThat(at("https://evil.example/https://api.openai.com/v1", OPENAI, "gpt-5-mini"))
                .isEmpty();
    }

    @Test
    void aPresetAtAnAddressOfOnesOwnIsBilledByItsMaker() {
        var gateway = URI.create("https://llm.corp.example/v1");
        var openai = URI.create("https://api.openai.com/v1");

        assertThat(PRICES.find(gateway, openai, OPENAI, "gpt-5-mini")).isPresent();
    }

    @Test
    void dialectsOfOneCompanyNeedNoAddress() {
        var own = "https://llm.corp.example";

        assertThat(at(own, BEDROCK, "us.anthropic.claude-sonnet-4-5-20250929-v1:0")).isPresent();
        assertThat(at(own, GEMINI, "gemini-2.5-pro")).isPresent();
        assertThat(at(own, AZURE_OPENAI, "gpt-5-mini")).as("at OpenAI's price").isPresent();
    }

    @Test
    void whatIsFreeIsPricedAtNothing() {
        var free = at("https://api.openai.com/v1", OPENAI, "omni-moderation-latest").orElseThrow();

        assertThat(free.prices().inputPrice()).isEqualTo(Money.ZERO);
        assertThat(free.prices().outputPrice()).isEqualTo(Money.ZERO);
    }

    @Test
    void whatIsNotBilledByTokensHasNoPrice() {
        assertThat(at("https://api.openai.com/v1", OPENAI, "whisper-1")).isEmpty();
        assertThat(at("https://api.openai.com/v1", OPENAI, "no-such-model")).isEmpty();
    }

    private static Optional<DefaultPrice> at(String baseUrl, Dialect dialect, String model) {
        return PRICES.find(URI.create(baseUrl), null, dialect, model);
    }
}
