package dev.raglan.samples.services;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Asks one question, and prints what each service received about it. */
@SpringBootApplication
public class FourServicesApplication {

  /** Asks the question and stops. */
  public static void main(String[] args) {
    System.exit(SpringApplication.exit(start(args)));
  }

  static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(FourServicesApplication.class)
        .initializers(new LocalServices())
        .run(args);
  }
}
