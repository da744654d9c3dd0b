package dev.raglan.trace;

/** A generation that has started. Thread-safe. */
public interface ActiveGeneration
    extends BaseActiveSpan<ActiveGeneration>, GenerationFields<ActiveGeneration> {}
