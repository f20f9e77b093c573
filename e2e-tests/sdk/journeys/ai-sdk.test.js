import { chat, messages, responses } from "../clients/ai-sdk.js";
import { grid } from "./grid.js";

grid(chat);
grid(responses);
grid(messages);
