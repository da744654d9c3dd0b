package dev.raglan.samples.rag;

import java.util.List;

/**
 * The answer to a question.
 *
 * @param text what is answered
 * @param model the model that answered
 * @param usage what it took
 * @param sources the chunks it was answered from, best first
 */
record Answer(String text, String model, Usage usage, List<RetrievedDoc> sources) {}
