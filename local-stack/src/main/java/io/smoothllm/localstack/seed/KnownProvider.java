package io.smoothllm.localstack.seed;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A provider that is registered when its key is in the environment. What else there is to know of
/// it, provider-service knows by its preset.
///
/// @param name of the preset, and of the provider made by it
/// @param variable that holds its key, as the preset names it
/// @param place where it is; null = the preset says
/// @param listsWhatItServes false = its list has models that would have to be deployed first, so
///     none is registered, and any may be called as `name/model`
public record KnownProvider(String name, String variable, Place place, boolean listsWhatItServes) {

    /// @param variable as the provider's own SDK names it
    /// @param toBaseUrl makes a base URL of its value
    record Place(String variable, UnaryOperator<String> toBaseUrl) {}

    static final List<KnownProvider> ALL =
            List.of(
                    inOnePlace("openai", "OPENAI_API_KEY"),
                    inOnePlace("anthropic", "ANTHROPIC_API_KEY"),
                    inOnePlace("gemini", "GEMINI_API_KEY"),
                    inOnePlace("mistral", "MISTRAL_API_KEY"),
                    inOnePlace("groq", "GROQ_API_KEY"),
                    inOnePlace("deepseek", "DEEPSEEK_API_KEY"),
                    inOnePlace("openrouter", "OPENROUTER_API_KEY"),
                    inOnePlace("xai", "XAI_API_KEY"),
                    inOnePlace("together", "TOGETHER_API_KEY"),
                    inOnePlace("fireworks", "FIREWORKS_API_KEY"),
                    new KnownProvider(
                            "azure-openai",
                            "AZURE_OPENAI_API_KEY",
                            new Place("AZURE_OPENAI_ENDPOINT", KnownProvider::azure),
                            false),
                    new KnownProvider(
                            "bedrock",
                            "AWS_BEARER_TOKEN_BEDROCK",
                            new Place("AWS_REGION", KnownProvider::bedrock),
                            true));

    private static KnownProvider inOnePlace(String name, String variable) {
        return new KnownProvider(name, variable, null, true);
    }

    /// The services get a provider's key through the API only, so these are kept from them.
    public static List<String> variables() {
        return ALL.stream().map(KnownProvider::variable).toList();
    }

    static List<KnownProvider> in(Map<String, String> environment) {
        return ALL.stream().filter(p -> !p.key(environment).isEmpty()).toList();
    }

    String key(Map<String, String> environment) {
        return value(environment, variable);
    }

    /// Where the environment says it is; empty when that is the preset's to say.
    ///
    /// @throws MissingPlace when it is the environment's, which does not
    Optional<String> baseUrl(Map<String, String> environment) throws MissingPlace {
        if (place == null) {
            return Optional.empty();
        }
        var where = value(environment, place.variable());
        if (where.isEmpty()) {
            throw new MissingPlace(place.variable());
        }
        return Optional.of(place.toBaseUrl().apply(where));
    }

    static final class MissingPlace extends Exception {
        private static final long serialVersionUID = 1;

        MissingPlace(String variable) {
            super(variable + " must be set, too");
        }
    }

    private static String value(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    /// The API without dated versions, unless another one is given: SDKs take the resource alone.
    private static String azure(String endpoint) {
        var resource = endpoint.replaceAll("/+$", "");
        return hasPath(resource) ? resource : resource + "/openai/v1";
    }

    /// Anything odd is left for the API to refuse.
    private static boolean hasPath(String url) {
        try {
            var path = URI.create(url).getPath();
            return path != null && !path.isEmpty();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static String bedrock(String region) {
        return "https://bedrock-runtime." + region + ".amazonaws.com";
    }
}
