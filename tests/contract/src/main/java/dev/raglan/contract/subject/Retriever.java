package dev.raglan.contract.subject;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import java.util.List;

/** Has the annotations that its implementations go without. */
public interface Retriever {

  @RagEvent(RagEventType.RETRIEVAL)
  @BindResult(attribute = "first", path = "[0]")
  List<String> retrieve(@Bind(Field.QUERY) String query, @Exclude String apiKey);

  @Traced("of the interface")
  String overridden();

  @Traced("a default")
  default String byDefault() {
    return "default";
  }
}
