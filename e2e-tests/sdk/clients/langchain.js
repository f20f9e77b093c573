/** LangChain.js: one way to ask, three protocols. */
import { HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatAnthropic } from "@langchain/anthropic";
import { ChatOpenAI } from "@langchain/openai";
import { key, url } from "../stack.js";
import { CITY, TOOLS } from "./weather.js";

export const chat = client("langchain-chat", (model) => openai(model, false));
export const responses = client("langchain-responses", (model) => openai(model, true));
export const messages = client(
    "langchain-messages",
    (model) => new ChatAnthropic({ model, apiKey: key, anthropicApiUrl: url, maxRetries: 0 }),
    // LangChain looks for a stream's input tokens at its start only. There they are not known yet
    // when the provider is not Anthropic.
    ({ input }) => input > 0,
);

function openai(model, useResponsesApi) {
    return new ChatOpenAI({
        model,
        apiKey: key,
        configuration: { baseURL: `${url}/v1` },
        maxRetries: 0,
        useResponsesApi,
        // Nothing is stored: each request brings the whole conversation.
        zdrEnabled: true,
    });
}

function client(name, chatModel, isTold = () => true) {
    async function ask(model, question, { streamed }) {
        const message = await invoke(chatModel(model), said(question), streamed);
        return { text: message.text, usages: [message].map(usage).filter(isTold) };
    }

    async function callTools(model, question, names, { streamed }) {
        const tools = names.map(offered);
        const bound = chatModel(model).bindTools(tools);
        const asked = await invoke(bound, said(question), streamed);
        const results = asked.tool_calls.map(
            (call) => new ToolMessage({ content: TOOLS[call.name].report, tool_call_id: call.id }),
        );
        const told = await invoke(bound, [...said(question), asked, ...results], streamed);
        return {
            stoppedForTools: asked.tool_calls.length > 0,
            calls: asked.tool_calls.map(({ name, args: input }) => ({ name, input })),
            text: told.text,
            usages: [asked, told].map(usage).filter(isTold),
        };
    }

    async function parse(model, question) {
        const { parsed, raw } = await chatModel(model)
            .withStructuredOutput(CITY, { name: "city", includeRaw: true })
            .invoke(said(question));
        return { value: parsed, usages: [usage(raw)] };
    }

    return { name, ask, callTools, parse };
}

async function invoke(model, input, streamed) {
    if (!streamed) {
        return model.invoke(input);
    }
    let whole;
    let output;
    for await (const chunk of await model.stream(input)) {
        whole = whole ? whole.concat(chunk) : chunk;
        output = chunk.usage_metadata?.output_tokens ?? output;
    }
    // LangChain adds up what Anthropic's streams count from the start each time.
    whole.usage_metadata.output_tokens = output;
    return whole;
}

function said(question) {
    return [new SystemMessage("Be brief."), new HumanMessage(question)];
}

function offered(name) {
    return tool(async () => TOOLS[name].report, {
        name,
        description: TOOLS[name].description,
        schema: CITY,
    });
}

function usage({ usage_metadata: { input_tokens: input, output_tokens: output } }) {
    return { input, output };
}
