package io.smoothllm.localstack.seed;

import io.smoothllm.model.catalog.Dialect;
import java.util.List;
import java.util.Map;

/// A provider that is registered when its key is in the environment.
///
/// @param variable of the environment, as the provider's own SDK or documentation names it
public record KnownProvider(String name, String variable, Dialect dialect, String baseUrl) {
    /// Gemini by its OpenAI-compatible door.
    static final List<KnownProvider> ALL =
            List.of(
                    new KnownProvider(
                            "openai",
                            "OPENAI_API_KEY",
                            Dialect.OPENAI,
                            "https://api.openai.com/v1"),
                    new KnownProvider(
                            "anthropic",
                            "ANTHROPIC_API_KEY",
                            Dialect.ANTHROPIC,
                            "https://api.anthropic.com"),
                    new KnownProvider(
                            "gemini",
                            "GEMINI_API_KEY",
                            Dialect.OPENAI,
                            "https://generativelanguage.googleapis.com/v1beta/openai"),
                    new KnownProvider(
                            "mistral",
                            "MISTRAL_API_KEY",
                            Dialect.OPENAI,
                            "https://api.mistral.ai/v1"),
                    new KnownProvider(
                            "groq",
                            "GROQ_API_KEY",
                            Dialect.OPENAI,
                            "https://api.groq.com/openai/v1"),
                    new KnownProvider(
                            "deepseek",
                            "DEEPSEEK_API_KEY",
                            Dialect.OPENAI,
                            "https://api.deepseek.com/v1"),
                    new KnownProvider(
                            "openrouter",
                            "OPENROUTER_API_KEY",
                            Dialect.OPENAI,
                            "https://openrouter.ai/api/v1"),
                    new KnownProvider("xai", "XAI_API_KEY", Dialect.OPENAI, "https://api.x.ai/v1"));

    /// The services get a provider's key through the API only, so these are kept from them.
    public static List<String> variables() {
        return ALL.stream().map(KnownProvider::variable).toList();
    }

    static List<KnownProvider> in(Map<String, String> environment) {
        return ALL.stream().filter(p -> !p.key(environment).isEmpty()).toList();
    }

    String key(Map<String, String> environment) {
        return environment.getOrDefault(variable, "").strip();
    }
}
