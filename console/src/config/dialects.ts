import type { Dialect } from '@/api/schema';

/** As their makers write them. */
export const dialectNames: Record<Dialect, string> = {
  OPENAI: 'OpenAI',
  ANTHROPIC: 'Anthropic',
  GEMINI: 'Gemini',
  AZURE_OPENAI: 'Azure OpenAI',
  BEDROCK: 'Bedrock',
};
