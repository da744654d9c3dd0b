package dev.raglan.internal.read;

import dev.raglan.spi.ResultExtractor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An extractor of requests and answers that can change, of which it knows more: it copies what it
 * reads of an answer where to read all of it takes long, so that the copy is read later as the
 * answer would be now, and tells the requests of which that can change alone which is not read.
 *
 * <p>A class, as it is asked for at every call: to look for an interface takes longer.
 */
public abstract class CopyingExtractor implements ResultExtractor {

  /**
   * Returns a copy of what is read of an answer, of a class that the extractor supports.
   *
   * @param isKept tells whether a value never changes, so that it can be part of the copy
   * @return null, by default, if the answer says nothing, or is to be read at once
   */
  public @Nullable Object copy(Object answer, Predicate<Object> isKept) {
    return null;
  }

  /**
   * Returns true if nothing that is read of a request, its settings included, ever changes, though
   * something else of it may: the request is read later then. False by default.
   *
   * @param request of a class that the extractor supports
   */
  public boolean keeps(Object request) {
    return false;
  }
}
