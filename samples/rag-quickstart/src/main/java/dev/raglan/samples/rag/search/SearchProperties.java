package dev.raglan.samples.rag.search;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The numbers of chunks that a question is answered from, below {@code sample.search}.
 *
 * @param candidates how many are retrieved
 * @param keep how many of them survive reranking
 */
@ConfigurationProperties("sample.search")
record SearchProperties(@DefaultValue("12") int candidates, @DefaultValue("4") int keep) {}
