/** The tools that all clients offer, and what comes of them. */
import { z } from "zod";

export const CITY = z.object({ city: z.string().describe("Its name, in the local script") });

export const TOOLS = {
    weather: { description: "The weather of a city", report: "21 °C and sunny 🌤️" },
    clock: { description: "The time in a city", report: "half past nine 🕤" },
};

export const CITY_SCHEMA = {
    type: "object",
    properties: { city: { type: "string", description: "Its name, in the local script" } },
    required: ["city"],
    additionalProperties: false,
};
