import { chat, messages, responses } from "../clients/langchain.js";
import { grid } from "./grid.js";

grid(chat);
grid(responses);
grid(messages);
