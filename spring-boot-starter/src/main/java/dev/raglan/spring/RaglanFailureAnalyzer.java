package dev.raglan.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a start that failed over one of Raglan's properties into a description and an action. */
final class RaglanFailureAnalyzer extends AbstractFailureAnalyzer<RaglanConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RaglanConfigurationException cause) {
    return new FailureAnalysis(cause.problem() + ".", cause.remedy(), cause);
  }
}
