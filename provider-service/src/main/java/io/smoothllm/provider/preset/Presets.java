package io.smoothllm.provider.preset;

import static io.smoothllm.model.catalog.Dialect.ANTHROPIC;
import static io.smoothllm.model.catalog.Dialect.AZURE_OPENAI;
import static io.smoothllm.model.catalog.Dialect.BEDROCK;
import static io.smoothllm.model.catalog.Dialect.GEMINI;
import static io.smoothllm.model.catalog.Dialect.OPENAI;

import java.util.List;
import java.util.Optional;

/// The list. Where nobody could say what a provider takes, it is told what every provider takes:
/// `system` rather than `developer`, `max_tokens` rather than `max_completion_tokens`, chat rather
/// than Responses.
///
/// Sources are beside what they say: a provider's documentation or types, or `owner/repository#n`
/// for an issue on GitHub that shows the provider's answer; "pi" is what the coding agent
/// earendil-works/pi found out (`packages/ai/src/api/openai-completions.ts`, `detectCompat`). All
/// read in November 2026.
public final class Presets {
    /// A server of one's own, for which the gateway needs another name than the server itself.
    private static final String LOCAL =
            "The host as the gateway sees it; private addresses must be allowed"
                    + " (smoothllm.upstream.allow-private).";

    public static final List<Preset> ALL =
            List.of(
                    new PresetDraft("openai", "OpenAI", OPENAI)
                            .at("https://api.openai.com/v1")
                            .key("OPENAI_API_KEY")
                            .withResponses()
                            .documentedAt("https://platform.openai.com/docs/api-reference"),
                    new PresetDraft("anthropic", "Anthropic", ANTHROPIC)
                            .at("https://api.anthropic.com")
                            .key("ANTHROPIC_API_KEY")
                            .documentedAt("https://docs.anthropic.com/en/api/messages"),
                    new PresetDraft("gemini", "Google Gemini", GEMINI)
                            .at("https://generativelanguage.googleapis.com")
                            .key("GEMINI_API_KEY")
                            .documentedAt("https://ai.google.dev/api"),
                    // Responses is not there in every region, while chat is
                    // (learn.microsoft.com/answers/questions/5845444: not in West Europe). Who has
                    // models that speak nothing else (codex, pro) turns it on.
                    new PresetDraft("azure-openai", "Azure OpenAI", AZURE_OPENAI)
                            .hint("https://RESOURCE.openai.azure.com/openai/v1")
                            .key("AZURE_OPENAI_API_KEY")
                            .documentedAt(
                                    "https://learn.microsoft.com/azure/foundry/openai/latest"),
                    new PresetDraft("bedrock", "Amazon Bedrock", BEDROCK)
                            .hint("https://bedrock-runtime.REGION.amazonaws.com")
                            .key("AWS_BEARER_TOKEN_BEDROCK")
                            .documentedAt(
                                    "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html"),
                    new PresetDraft("mistral", "Mistral", OPENAI)
                            .at("https://api.mistral.ai/v1")
                            .key("MISTRAL_API_KEY")
                            // What it does not know is a 422: avante-corp/avante.nvim#2347. The
                            // last chunk counts the tokens unasked: davidmigloz/langchain_dart#795.
                            .withoutStreamOptions()
                            // mistralai/client-python, ChatCompletionRequest: system, user,
                            // assistant, tool; max_tokens. 422: editor-code-assistant/eca#231.
                            .withoutDeveloperRole()
                            .withoutMaxCompletionTokens()
                            .documentedAt("https://docs.mistral.ai/api"),
                    new PresetDraft("groq", "Groq", OPENAI)
                            .at("https://api.groq.com/openai/v1")
                            .key("GROQ_API_KEY")
                            // groq/groq-python: system messages have the one role `system`, and
                            // max_tokens gave way to max_completion_tokens (#175).
                            .withoutDeveloperRole()
                            // Its Responses API is beta and refuses what agents send:
                            // prompt_cache_key is a 400 (sipeed/picoclaw#1196), nothing is stored
                            // (jgravelle/GroqApiLibrary#37).
                            .documentedAt("https://console.groq.com/docs/openai"),
                    new PresetDraft("deepseek", "DeepSeek", OPENAI)
                            .at("https://api.deepseek.com/v1")
                            .key("DEEPSEEK_API_KEY")
                            // 400 "unknown variant `developer`": earendil-works/pi#1048.
                            .withoutDeveloperRole()
                            // pi; the API reference knows max_tokens only.
                            .withoutMaxCompletionTokens()
                            // 400 "reasoning_content in the thinking mode must be passed back":
                            // earendil-works/pi#3636, api-docs.deepseek.com/guides/thinking_mode.
                            .withReasoningContent()
                            // Its response_format is text or json_object
                            // (api-docs.deepseek.com/guides/json_mode).
                            .withoutJsonSchema()
                            .documentedAt("https://api-docs.deepseek.com"),
                    new PresetDraft("xai", "xAI", OPENAI)
                            .at("https://api.x.ai/v1")
                            .key("XAI_API_KEY")
                            .withoutDeveloperRole() // pi
                            // Chat completions are its "legacy" API, Responses the one it
                            // recommends (docs.x.ai).
                            .withResponses()
                            .documentedAt("https://docs.x.ai"),
                    new PresetDraft("openrouter", "OpenRouter", OPENAI)
                            .at("https://openrouter.ai/api/v1")
                            .key("OPENROUTER_API_KEY")
                            // pi: for models of OpenAI and Anthropic only.
                            .withoutDeveloperRole()
                            // openrouter.ai/docs/requests documents max_tokens.
                            .withoutMaxCompletionTokens()
                            // openrouter.ai/docs/client-sdks: `responses`, no longer beta.
                            .withResponses()
                            // What stands behind it (DeepSeek, Kimi) insists through it; returned
                            // under that name, too (braintrustdata/braintrust-sdk-javascript#1883).
                            .withReasoningContent()
                            .documentedAt("https://openrouter.ai/docs/api-reference/overview"),
                    new PresetDraft("together", "Together AI", OPENAI)
                            .at("https://api.together.xyz/v1")
                            .key("TOGETHER_API_KEY")
                            // togethercomputer/together-py, completion_create_params: system, user
                            // and assistant; max_tokens. It knows stream_options, without which
                            // some of its models count nothing: vercel/ai#17986.
                            .withoutDeveloperRole()
                            .withoutMaxCompletionTokens()
                            .documentedAt("https://docs.together.ai/docs/openai-api-compatibility"),
                    new PresetDraft("fireworks", "Fireworks AI", OPENAI)
                            .at("https://api.fireworks.ai/inference/v1")
                            .key("FIREWORKS_API_KEY")
                            // Not documented, either of them. It knows stream_options, without
                            // which some of its models count nothing: langchain-ai/langchain#36977.
                            .withoutDeveloperRole()
                            .withoutMaxCompletionTokens()
                            // docs.fireworks.ai/guides/querying-text-models.
                            .withResponses()
                            // docs.getbifrost.ai/providers/supported-providers/fireworks: kept "for
                            // models that support reasoning history".
                            .withReasoningContent()
                            .documentedAt(
                                    "https://docs.fireworks.ai/tools-sdks/openai-compatibility"),
                    new PresetDraft("ollama", "Ollama", OPENAI)
                            .at("http://localhost:11434/v1")
                            .hint(LOCAL)
                            .optionalKey("OLLAMA_API_KEY")
                            // openai/openai.go: roles go to the model's template as they are, and
                            // max_completion_tokens is not read, so that there would be no limit.
                            .withoutDeveloperRole()
                            .withoutMaxCompletionTokens()
                            // /v1/responses is missing in older ones, and stateless in newer
                            // (docs.ollama.com/api/openai-compatibility). Thoughts are `reasoning`.
                            .documentedAt("https://docs.ollama.com/api/openai-compatibility"),
                    new PresetDraft("vllm", "vLLM", OPENAI)
                            .at("http://localhost:8000/v1")
                            .hint(LOCAL)
                            .optionalKey("VLLM_API_KEY")
                            // Roles are up to the model's template: 1CatAI/1Cat-vLLM#493, which
                            // fails so in /v1/responses.
                            .withoutDeveloperRole()
                            // Takes both (chat_completion/protocol.py), older ones only max_tokens.
                            .withoutMaxCompletionTokens()
                            .documentedAt(
                                    "https://docs.vllm.ai/en/latest/serving/openai_compatible_server/"),
                    new PresetDraft("llama-cpp", "llama.cpp", OPENAI)
                            .at("http://localhost:8080/v1")
                            .hint(LOCAL)
                            .optionalKey("LLAMA_API_KEY")
                            // Roles are up to the model's template. That of the limit is not
                            // documented, and /v1/responses is chat inside and missing in older
                            // ones (tools/server/README.md).
                            .withoutDeveloperRole()
                            .withoutMaxCompletionTokens()
                            // "Reasoning input (preserve reasoning in history) is also supported"
                            // by some templates and ignored by the others (ibid.).
                            .withReasoningContent()
                            .documentedAt(
                                    "https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md"),
                    new PresetDraft("lm-studio", "LM Studio", OPENAI)
                            .at("http://localhost:1234/v1")
                            .hint(LOCAL)
                            // Not documented, either of them.
                            .withoutDeveloperRole()
                            .withoutMaxCompletionTokens()
                            // Since 0.3.29 (lmstudio.ai/docs/developer/api-changelog), as
                            // stream_options since 0.3.18.
                            .withResponses()
                            .documentedAt("https://lmstudio.ai/docs/developer/openai-compat"));

    private Presets() {}

    public static Optional<Preset> find(String name) {
        return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }
}
