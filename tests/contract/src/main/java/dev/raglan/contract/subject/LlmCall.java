package dev.raglan.contract.subject;

import dev.raglan.annotation.Generation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An annotation of the application's own that makes a call a generation. */
@Generation(provider = "openai", model = "gpt-4o", tags = "llm")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LlmCall {}
