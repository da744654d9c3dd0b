package dev.raglan.neighbours.library;

import dev.raglan.annotation.Traced;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** A job whose step is traced. */
@Configuration(proxyBeanMethods = false)
class Inventory {

  @Bean
  static Count countBooks(Catalog catalog) {
    return new Count(catalog);
  }

  @Bean
  static Job inventoryJob(
      JobRepository jobs, PlatformTransactionManager transactions, Count count) {
    return new JobBuilder("inventory", jobs)
        .start(new StepBuilder("count", jobs).tasklet(count, transactions).build())
        .build();
  }

  /** Counts. */
  static class Count implements Tasklet {

    private final Catalog catalog;

    Count(Catalog catalog) {
      this.catalog = catalog;
    }

    @Override
    @Traced("inventory")
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
      catalog.titles();
      return RepeatStatus.FINISHED;
    }
  }
}
