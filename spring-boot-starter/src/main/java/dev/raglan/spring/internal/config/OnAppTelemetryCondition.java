package dev.raglan.spring.internal.config;

import dev.raglan.spring.properties.OtelMode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if spans go through the application's OpenTelemetry. */
public final class OnAppTelemetryCondition extends SpringBootCondition
    implements ConfigurationCondition {

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    Environment environment = context.getEnvironment();
    if (beans == null || isStandalone(environment) || !new OpenTelemetryBeans(beans).exist()) {
      return ConditionOutcome.noMatch("spans do not go through the application's OpenTelemetry");
    }
    return ConditionOutcome.match("spans go through the application's OpenTelemetry");
  }

  static boolean isStandalone(Environment environment) {
    return Binder.get(environment)
        .bind(OpenTelemetryBeans.MODE_PROPERTY, OtelMode.class)
        .map(OtelMode.STANDALONE::equals)
        .orElse(false);
  }
}
