/** What the providers' own SDKs can say that the others leave to them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TOOLS } from "../clients/weather.js";
import { modelOf, note, sides } from "../stack.js";

/** Those that do as they are told; what aimock says of tools is the same whatever is asked. */
export const simulated = sides.filter((side) => side.startsWith("simulator"));

const BOTH = "What say clock and weather in Zürich?";
const PIXEL =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";
/** What the simulator counts for a picture. */
const PICTURE_TOKENS = 85;

/** OpenAI's models keep what they think to themselves. */
const showsThoughts = (side) => side !== "simulator-openai";

export function details(client) {
    for (const side of sides) {
        test(`a picture arrives, ${side}`, async () => {
            const model = modelOf(side, client.name);
            const { text, usages } = await client.look(model, "What is on it?", PIXEL);
            noteAll(model, usages);

            assert.match(text, /What is on it\?/u);
            assert.ok(!simulated.includes(side) || usages[0].input > PICTURE_TOKENS);
        });
    }

    for (const side of simulated) {
        test(`a tool may be prescribed, ${side}`, async () => {
            const model = modelOf(side, client.name);
            const told = await client.callTools(model, BOTH, ["weather", "clock"], {
                streamed: true,
                ...client.prescribed("clock"),
            });
            noteAll(model, told.usages);

            assert.deepEqual(names(told.calls), ["clock"]);
            assert.ok(told.text.includes(TOOLS.clock.report), told.text);
        });

        test(`tools may be called one at a time, ${side}`, async () => {
            const model = modelOf(side, client.name);
            const told = await client.callTools(model, BOTH, ["weather", "clock"], {
                streamed: false,
                ...client.oneAtATime,
            });
            noteAll(model, told.usages);

            assert.deepEqual(names(told.calls), ["weather"]);
        });
    }
}

/** For clients that bring along what the model thought. */
export function thoughts(client) {
    for (const side of sides) {
        for (const streamed of [false, true]) {
            const how = streamed ? "streamed" : "whole";

            test(`thoughts come along to the next turn, ${side}, ${how}`, async () => {
                const model = modelOf(side, `${client.name}-reasoning`);
                const question = "How is the weather in Zürich?";
                const told = await client.callTools(model, question, ["weather"], {
                    streamed,
                    ...client.thinking,
                });
                noteAll(model, told.usages);

                assert.deepEqual(
                    told.thoughts.map((thought) => /🤔/u.test(thought)),
                    showsThoughts(side) ? [true] : [],
                );
                assert.ok(told.text.includes(TOOLS.weather.report), told.text);
            });
        }
    }
}

function names(calls) {
    return calls.map(({ name }) => name);
}

function noteAll(model, usages) {
    usages.forEach((usage) => note(model, usage));
}
