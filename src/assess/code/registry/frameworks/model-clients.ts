import type { Framework } from "../framework.ts";

/** Google: `google-genai`, the older `google.generativeai`, Vertex AI. */
export const google: Framework = {
  id: "google",
  names: {
    "@google/genai.GoogleGenAI": "google.genai.Client",
    "@google/generative-ai.GoogleGenerativeAI": "google.generativeai.GoogleGenerativeAI",
  },
  models: [
    {
      calls: [
        "google.genai.Client().models.generate_content",
        "google.genai.Client().models.generate_content_stream",
        "google.genai.Client().aio.models.generate_content",
        "google.genai.Client().models.generateContent",
        "google.genai.Client().models.generateContentStream",
      ],
      messages: ["contents"],
    },
    {
      calls: [
        "google.generativeai.GenerativeModel().generate_content",
        "google.generativeai.GenerativeModel().start_chat().send_message",
        "vertexai.generative_models.GenerativeModel().generate_content",
        "vertexai**.ChatModel.from_pretrained().start_chat().send_message",
        "google.generativeai.GoogleGenerativeAI().getGenerativeModel().generateContent",
        "google.genai.Client().chats.create().send_message",
        "google.genai.Client().chats.create().sendMessage",
      ],
      messages: [["contents", 0]],
    },
    {
      calls: ["google.generativeai.GenerativeModel", "vertexai.generative_models.GenerativeModel"],
      system: ["system_instruction"],
    },
    { calls: ["google.genai.types.GenerateContentConfig"], system: ["system_instruction"] },
  ],
  toolCalls: ["google.genai.types.GenerateContentConfig"],
  graph: [
    {
      calls: ["google.genai.Client().models.generate_content", "google.generativeai.GenerativeModel"],
      kind: "model",
      name: ["model", "model_name", 0],
    },
  ],
};

/** Cohere. */
export const cohere: Framework = {
  id: "cohere",
  names: { "cohere-ai.CohereClient": "cohere.Client", "cohere-ai.CohereClientV2": "cohere.ClientV2" },
  models: ["cohere.Client()", "cohere.ClientV2()", "cohere.AsyncClient()", "cohere.AsyncClientV2()"].map(
    (client) => ({
      calls: [`${client}.chat`, `${client}.chat_stream`, `${client}.chatStream`, `${client}.generate`],
      messages: ["messages"],
      system: ["preamble"],
      prompt: ["message", "prompt"],
    }),
  ),
};

/** Mistral. */
export const mistral: Framework = {
  id: "mistral",
  names: { "@mistralai/mistralai.Mistral": "mistralai.Mistral" },
  models: [
    {
      calls: [
        "mistralai.Mistral().chat.complete",
        "mistralai.Mistral().chat.complete_async",
        "mistralai.Mistral().chat.stream",
        "mistralai.Mistral().agents.complete",
        "mistralai.client.MistralClient().chat",
      ],
      messages: ["messages"],
    },
  ],
  graph: [{ calls: ["mistralai.Mistral().chat.complete"], kind: "model", name: ["model"] }],
};

/** Models that run here: Hugging Face, Ollama, vLLM, llama.cpp. */
export const local: Framework = {
  id: "local-models",
  names: {
    "ollama.default": "ollama",
    "@huggingface/transformers.pipeline": "transformers.pipeline",
    "@xenova/transformers.pipeline": "transformers.pipeline",
  },
  models: [
    {
      calls: [
        "transformers.pipeline().__call__",
        "huggingface_hub.InferenceClient().text_generation",
        "vllm.LLM().generate",
        "llama_cpp.Llama().__call__",
        "llama_cpp.Llama().create_completion",
      ],
      prompt: [0, "prompt"],
    },
    {
      calls: [
        "huggingface_hub.InferenceClient().chat_completion",
        "huggingface_hub.InferenceClient().chat.completions.create",
        "vllm.LLM().chat",
        "llama_cpp.Llama().create_chat_completion",
      ],
      messages: [["messages", 0]],
    },
    { calls: ["ollama.chat", "ollama.Client().chat", "ollama.AsyncClient().chat"], messages: ["messages"] },
    {
      calls: ["ollama.generate", "ollama.Client().generate", "ollama.AsyncClient().generate"],
      prompt: ["prompt"],
      system: ["system"],
    },
    {
      calls: [
        "transformers.AutoModelForCausalLM.from_pretrained().generate",
        "transformers.AutoModelForSeq2SeqLM.from_pretrained().generate",
      ],
    },
    {
      calls: ["boto3.client().converse", "boto3.client().invoke_model", "boto3.client().converse_stream"],
      messages: ["messages"],
      system: ["system"],
    },
  ],
  graph: [
    {
      calls: ["ollama.chat", "ollama.generate", "vllm.LLM", "llama_cpp.Llama", "transformers.pipeline"],
      kind: "model",
      name: ["model", "model_path"],
    },
    {
      calls: ["transformers.AutoModelForCausalLM.from_pretrained", "transformers.AutoModel.from_pretrained"],
      kind: "model",
      name: [0],
    },
  ],
};
