/** Ways to make a first call, ready to paste. */
export type SnippetName = 'curl' | 'Python' | 'JavaScript' | 'Java' | 'Claude Code' | 'Codex';

interface Call {
  /** Of the gateway, without a path. */
  origin: string;
  secret: string;
  model: string;
}

const WRITERS: Record<SnippetName, (call: Call) => string> = {
  curl: ({ origin, secret, model }) =>
    `curl ${origin}/v1/chat/completions \\
  -H 'Authorization: Bearer ${secret}' \\
  -H 'Content-Type: application/json' \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello!"}]}'`,

  Python: ({ origin, secret, model }) =>
    `from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key="${secret}")
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello!"}],
)
print(answer.choices[0].message.content)`,

  JavaScript: ({ origin, secret, model }) =>
    `import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${origin}/v1", apiKey: "${secret}" });
const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Hello!" }],
});
console.log(answer.choices[0].message.content);`,

  Java: ({ origin, secret, model }) =>
    `var client = OpenAIOkHttpClient.builder()
        .baseUrl("${origin}/v1")
        .apiKey("${secret}")
        .build();
var answer = client.chat().completions().create(
        ChatCompletionCreateParams.builder()
                .model("${model}")
                .addUserMessage("Hello!")
                .build());
System.out.println(answer.choices().getFirst().message().content().orElse(""));`,

  'Claude Code': ({ origin, secret, model }) =>
    `export ANTHROPIC_BASE_URL=${origin}
export ANTHROPIC_AUTH_TOKEN=${secret}
export ANTHROPIC_MODEL=${model}
claude`,

  Codex: ({ origin, secret, model }) =>
    `# ~/.codex/config.toml
model = "${model}"
model_provider = "smooth"

[model_providers.smooth]
name = "Smooth LLM Proxy"
base_url = "${origin}/v1"
env_key = "SMOOTH_API_KEY"
wire_api = "responses"

# in the shell
export SMOOTH_API_KEY=${secret}
codex`,
};

export const snippetNames = Object.keys(WRITERS) as SnippetName[];

export function snippet(name: SnippetName, call: Call): string {
  return WRITERS[name](call);
}

/** A chat request as a line for a shell; the key stays out of it, since such lines are shared. */
export function asCurl(origin: string, body: object): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer $SMOOTH_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '${json}'`;
}
