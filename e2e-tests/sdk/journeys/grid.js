/** What every client does with every provider that is connected. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { TOOLS } from "../clients/weather.js";
import { modelOf, note, sides } from "../stack.js";

export function grid(client) {
    for (const side of sides) {
        describe(`${client.name} × ${side}`, { concurrency: true }, () => cell(client, side));
    }
}

function cell(client, side) {
    const model = modelOf(side, client.name);

    test("the answer is the same whole and streamed", async () => {
        const question = "Grüezi from Zürich, how are you? ☀️";
        const whole = await client.ask(model, question, { streamed: false });
        const streamed = await client.ask(model, question, { streamed: true });
        noteAll(model, whole.usages, streamed.usages);

        assert.match(whole.text, /Zürich, how are you\? ☀️/u);
        assert.equal(streamed.text, whole.text);
        if (streamed.usages.length) {
            assert.deepEqual(streamed.usages, whole.usages);
        }
    });

    for (const streamed of [false, true]) {
        const how = streamed ? "streamed" : "whole";

        test(`a tool is called and what it says is used, ${how}`, async () => {
            const told = await client.callTools(
                model,
                "How is the weather in Zürich?",
                ["weather"],
                {
                    streamed,
                },
            );
            noteAll(model, told.usages);

            assert.ok(told.stoppedForTools);
            assertCalled(told.calls, ["weather"]);
            assert.ok(told.text.includes(TOOLS.weather.report), told.text);
        });

        test(`two tools are called at once, ${how}`, async () => {
            const question = "What say clock and weather in Zürich?";
            const told = await client.callTools(model, question, ["weather", "clock"], {
                streamed,
            });
            noteAll(model, told.usages);

            assertCalled(told.calls, ["weather", "clock"]);
            assert.match(told.text, /The tool says/u);
        });
    }

    test("the answer follows a schema", async () => {
        const { value, usages } = await client.parse(model, "Which city is it? Answer in JSON.");
        noteAll(model, usages);

        assertCity(value);
    });
}

function noteAll(model, ...usages) {
    usages.flat().forEach((usage) => note(model, usage));
}

function assertCalled(calls, names) {
    assert.deepEqual(
        calls.map(({ name }) => name),
        names,
    );
    calls.forEach(({ input }) => assertCity(input));
}

function assertCity(value) {
    assert.match(value.city, /Zürich.*東京/u);
}
