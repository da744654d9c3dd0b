package dev.raglan.contract.subject;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.Operation;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;

/** Says all of it. */
public class AnnotatedDeclarations implements Declarations {

  @Override
  @Traced
  public void derived() {}

  @Override
  @Traced("manual name")
  public void byValue() {}

  @Override
  @Traced(name = "manual name")
  public void byName() {}

  @Override
  @Traced(value = "value", name = "name")
  public void byBoth() {}

  @Override
  @Traced(type = SpanType.TOOL)
  public void tool() {}

  @Override
  @Traced(customType = "scorer")
  public void custom() {}

  @Override
  @Traced(
      tags = {"search", "beta"},
      attributes = {"team=search", "tier = 1", "formula=a=b"})
  public void decorated() {}

  @Override
  @Traced(attributes = {"no equals sign", "=no key", "team=search"})
  public void malformed() {}

  @Override
  @Generation(provider = "openai", model = "gpt-4o", promptSlug = "answer-v2")
  public void generation() {}

  @Override
  @Generation(operation = Operation.EMBEDDINGS, model = "text-embedding-3-small")
  public void embeddings() {}

  @Override
  @RagEvent(value = RagEventType.RETRIEVAL, name = "vector search")
  public void event() {}

  @Override
  @Traced(name = "pipeline", type = SpanType.CHAIN)
  @RagEvent(RagEventType.QUERY)
  public void eventAndTraced() {}

  @Override
  @LlmCall
  public void metaAnnotated() {}

  @Override
  public void plain() {}
}
