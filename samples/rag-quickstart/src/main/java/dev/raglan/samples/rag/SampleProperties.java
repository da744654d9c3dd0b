package dev.raglan.samples.rag;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of {@code application.yml} below {@code sample}.
 *
 * @param question asked once at start-up; blank for none
 * @param exitAfterQuestion whether the application stops after that question
 */
@ConfigurationProperties("sample")
record SampleProperties(
    @DefaultValue("") String question, @DefaultValue("false") boolean exitAfterQuestion) {}
