package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The place of the tracing advisor among a bean's advisors. */
class AdvisorOrderTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withBean(Search.class)
          .withUserConfiguration(CachingAndTransactions.class);

  @Test
  void tracesCallsThatACacheServes() {
    runner.run(
        context -> {
          context.getBean(Search.class).find("rag");
          context.getBean(Search.class).find("rag");
          assertThat(RecordedSpans.namesOf(context)).containsExactly("Search.find", "Search.find");
        });
  }

  @Test
  void tracesOnlyWhatReachesTheMethodWhenItIsTheInnermost() {
    runner
        .withPropertyValues("raglan.advisor-order=2147483647")
        .run(
            context -> {
              context.getBean(Search.class).find("rag");
              context.getBean(Search.class).find("rag");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Search.find");
            });
  }

  @Test
  void seesTheFailureOfACommit() {
    runner.run(
        context -> {
          assertThat(
                  org.assertj.core.api.Assertions.catchThrowable(
                      () -> context.getBean(Search.class).store()))
              .hasMessage("commit failed");
          assertThat(RecordedSpans.of(context).get(0).getStatus().getStatusCode())
              .isEqualTo(io.opentelemetry.api.trace.StatusCode.ERROR);
        });
  }

  public static class Search {

    @Traced
    @Cacheable("search")
    public String find(String query) {
      return query;
    }

    @Traced
    @Transactional
    public void store() {
      assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
    }
  }

  @EnableCaching
  @EnableTransactionManagement
  @Configuration(proxyBeanMethods = false)
  static class CachingAndTransactions {

    @Bean
    ConcurrentMapCacheManager cacheManager() {
      return new ConcurrentMapCacheManager();
    }

    @Bean
    PlatformTransactionManager transactionManager() {
      return new FailingToCommit();
    }
  }

  @SuppressWarnings("serial")
  static class FailingToCommit extends AbstractPlatformTransactionManager {

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      throw new IllegalStateException("commit failed");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
