package dev.raglan.spring.internal.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Analyzer of starts that fail over one of Raglan's properties. */
public final class RaglanFailureAnalyzer
    extends AbstractFailureAnalyzer<RaglanConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RaglanConfigurationException cause) {
    return new FailureAnalysis(cause.problem() + ".", cause.remedy(), cause);
  }
}
