package dev.raglan.samples.rag.answer;

import java.util.List;

/**
 * A request to {@code /chat/completions}.
 *
 * @param model the model
 * @param messages the prompt
 * @param stream whether the answer is wanted piece by piece
 */
record ChatRequest(String model, List<ChatMessage> messages, boolean stream) {}
