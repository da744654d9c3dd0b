package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;
import java.util.List;

/** Has an annotation for all its methods. */
@Traced(tags = "ranking")
public interface Ranker {

  List<String> rank(List<String> documents);
}
