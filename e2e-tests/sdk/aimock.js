/**
 * A provider that nobody here wrote, in five dialects on one free port of this machine.
 *
 * Says `{"url":"…"}` on a line once it listens, and ends when its standard input does, so that it
 * never outlives whoever started it.
 *
 * What it counts is always the same: USAGE. Its models:
 * - `sim-error-<status>` fails with that status
 * - `sim-large-slow-…` takes its time between the pieces of a long answer
 * - `sim-cut-…` breaks off in the middle of it
 * - `…-reasoning` thinks before it speaks
 * - any other, asked to talk, calls the tools that the question names or else the first, tells what a tool said,
 *   writes JSON when the question has that word, and greets
 * Asked for anything else, all give the same embedding, picture, sound and transcript.
 */
import { LLMock } from "@copilotkit/aimock";

const USAGE = {
    prompt_tokens: 21,
    completion_tokens: 7,
    input_tokens: 21,
    output_tokens: 7,
    promptTokenCount: 21,
    candidatesTokenCount: 7,
};
const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";
/** 64 KiB that are no text in any encoding. */
const SOUND = Buffer.from(Array.from({ length: 65536 }, (_, i) => (i * 167) % 256)).toString(
    "base64",
);
const CITY = { city: "Zürich “東京” ☀️" };

const mock = new LLMock({
    host: "127.0.0.1",
    port: 0,
    auth: { apiKeys: [process.env.AIMOCK_KEY] },
});
mock.on({ model: /^sim-error-\d+$/ }, fail);
mock.on({ model: /^sim-large-slow-/ }, long(), { latency: 40 });
mock.on({ model: /^sim-cut-/ }, long(), { latency: 20, truncateAfterChunks: 6 });
mock.on({ endpoint: "chat" }, answer);
mock.on({ endpoint: "embedding" }, { embedding: [0.25, -0.5, 1] });
mock.on({ endpoint: "image" }, { image: { b64Json: PIXEL } });
mock.on({ endpoint: "speech" }, { audio: SOUND });
mock.on({ endpoint: "transcription" }, { transcription: { text: "Grüezi 🎙️" } });
await mock.start();
process.stdin.on("end", () => process.exit()).resume();
console.log(JSON.stringify({ url: mock.url }));

function long() {
    return { content: "Slowly, naïve cafés … ☕ ".repeat(40), usage: USAGE };
}

function fail(request) {
    const status = Number(request.model.match(/\d+$/)[0]);
    return {
        status,
        error: { message: `The model fails with ${status}.`, type: "invalid_request_error" },
    };
}

function answer(request) {
    const reasoning = request.model.endsWith("-reasoning")
        ? { reasoning: "Hm, that is easy. 🤔" }
        : {};
    return { ...reasoning, ...content(request), usage: USAGE };
}

function content(request) {
    const last = request.messages.at(-1);
    if (last.role === "tool") {
        return { content: `The tool says: “${text(last)}” ✅` };
    }
    const question = text(request.messages.findLast(({ role }) => role === "user"));
    const json = JSON.stringify(CITY);
    if (request.tools?.length) {
        const names = request.tools.map(({ function: { name } }) => name);
        const named = names.filter((name) => question.includes(name));
        const called = named.length ? named : names.slice(0, 1);
        return { toolCalls: called.map((name) => ({ name, arguments: json })) };
    }
    return {
        content: question.includes("JSON") ? json : `Hello! 👋 You said: “${question}”. Grüße 🙂`,
    };
}

function text({ content }) {
    return Array.isArray(content)
        ? content.map((part) => part.text ?? "").join("")
        : (content ?? "");
}
