package dev.raglan.internal.read;

import dev.raglan.spi.ResultExtractor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An extractor of answers that can change, which copies what it reads of them where to read all of
 * it takes long: the copy is read later as the answer would be now.
 */
public interface CopyingExtractor extends ResultExtractor {

  /**
   * Returns a copy of what is read of an answer, of a class that the extractor supports.
   *
   * @param isKept tells whether a value never changes, so that it can be part of the copy
   * @return null if the answer says nothing, or is to be read at once
   */
  @Nullable Object copy(Object answer, Predicate<Object> isKept);
}
