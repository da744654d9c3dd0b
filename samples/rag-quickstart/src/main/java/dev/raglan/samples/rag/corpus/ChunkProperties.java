package dev.raglan.samples.rag.corpus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of cutting documents, below {@code sample.chunks}.
 *
 * @param words about how many words a chunk has
 * @param overlap at most how many words it repeats of the chunk before
 */
@ConfigurationProperties("sample.chunks")
record ChunkProperties(@DefaultValue("120") int words, @DefaultValue("24") int overlap) {}
