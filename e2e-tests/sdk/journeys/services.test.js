import assert from "node:assert/strict";
import { describe, test } from "node:test";
import OpenAI, { toFile } from "openai";
import { openai } from "../clients/openai-chat.js";
import { modelOf, note, sides } from "../stack.js";

/** Those that take what is no chat: it goes as it came, and so only to OpenAI's own kind. */
const SIDES = ["simulator-openai", "aimock-openai", "aimock-azure"];
const AIMOCK = modelOf("aimock-openai", "services");

describe("openai, beside chat", { concurrency: true }, () => {
    for (const side of SIDES) {
        test(`texts become vectors, ${side}`, async () => {
            const model = modelOf(side, "services");
            const { data, usage } = await openai.embeddings.create({
                model,
                input: ["Zürich", "東京"],
            });
            note(model, { input: usage.prompt_tokens, output: 0 });

            assert.equal(data.length, 2);
            assert.equal(data[0].embedding.length, data[1].embedding.length);
            assert.ok(data[0].embedding.every(Number.isFinite));
        });
    }

    for (const side of sides.filter((side) => !SIDES.includes(side))) {
        test(`that there are no vectors is told, ${side}`, async () => {
            const asked = openai.embeddings.create({
                model: modelOf(side, "aside"),
                input: "Zürich",
            });

            await assert.rejects(asked, (error) => {
                assert.ok(error instanceof OpenAI.APIError, error.stack);
                return error.status === 400 || error.status === 404;
            });
        });
    }

    test("a picture is drawn", async () => {
        const { data } = await openai.images.generate({ model: AIMOCK, prompt: "Zürich 🏔️" });

        const picture = Buffer.from(data[0].b64_json, "base64");
        assert.equal(picture.subarray(1, 4).toString(), "PNG");
    });

    test("a text is spoken, byte by byte", async () => {
        const speech = await openai.audio.speech.create({
            model: AIMOCK,
            voice: "alloy",
            input: "Grüezi",
        });

        const sound = Buffer.from(await speech.arrayBuffer());
        assert.equal(sound.length, 65536);
        assert.ok(sound.every((byte, i) => byte === (i * 167) % 256));
    });

    test("a recording is written down", async () => {
        const file = await toFile(Buffer.alloc(300_000, 7), "grüezi.wav", { type: "audio/wav" });
        const { text } = await openai.audio.transcriptions.create({ model: AIMOCK, file });

        assert.equal(text, "Grüezi 🎙️");
    });

    test("a text is moderated", async () => {
        const { results } = await openai.moderations.create({ model: AIMOCK, input: "Grüezi" });

        assert.equal(results[0].flagged, false);
    });
});
