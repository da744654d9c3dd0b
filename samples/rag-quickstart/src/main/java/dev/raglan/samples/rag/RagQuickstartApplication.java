package dev.raglan.samples.rag;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Answers questions over the corpus that ships with it, and traces how it does. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RagQuickstartApplication {

  /** Ingests the corpus, asks the start-up question, then serves {@code /ask}. */
  public static void main(String[] args) {
    var context = SpringApplication.run(RagQuickstartApplication.class, args);
    if (context.getBean(SampleProperties.class).exitAfterQuestion()) {
      System.exit(SpringApplication.exit(context));
    }
  }
}
