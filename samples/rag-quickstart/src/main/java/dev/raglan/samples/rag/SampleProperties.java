package dev.raglan.samples.rag;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of {@code application.yml} below {@code sample}.
 *
 * @param question asked once at start-up; blank for none
 * @param exitAfterQuestion whether the application stops after that question
 * @param chunks how documents are cut
 * @param search how many chunks a question is answered from
 */
@ConfigurationProperties("sample")
record SampleProperties(
    @DefaultValue("") String question,
    @DefaultValue("false") boolean exitAfterQuestion,
    @DefaultValue Chunks chunks,
    @DefaultValue Search search) {

  /**
   * The settings of cutting documents.
   *
   * @param words about how many words a chunk has
   * @param overlap at most how many words it repeats of the chunk before
   */
  record Chunks(@DefaultValue("120") int words, @DefaultValue("24") int overlap) {}

  /**
   * The numbers of chunks that a question is answered from.
   *
   * @param candidates how many are retrieved
   * @param keep how many of them survive reranking
   */
  record Search(@DefaultValue("12") int candidates, @DefaultValue("4") int keep) {}
}
