package dev.raglan.samples.rag;

import dev.raglan.samples.rag.search.Ingestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The work at start-up: the corpus is ingested, then one question is asked. */
@Configuration(proxyBeanMethods = false)
class StartUp {

  private static final Logger log = LoggerFactory.getLogger(StartUp.class);

  /** Before the server takes requests. */
  @Bean
  SmartInitializingSingleton ingestCorpus(Ingestion ingestion) {
    return () -> {
      Ingestion.Ingested ingested = ingestion.ingest();
      log.info("{} documents, {} chunks", ingested.documents(), ingested.chunks());
    };
  }

  @Bean
  ApplicationRunner firstQuestion(SampleProperties properties, RagPipeline pipeline) {
    return arguments -> {
      if (!properties.question().isBlank()) {
        System.out.println(
            Transcript.of(properties.question(), pipeline.ask(properties.question(), "start-up")));
      }
    };
  }
}
