package dev.raglan.weaving;

import static dev.raglan.contract.AllocationCase.BARE_SDK;
import static dev.raglan.contract.AllocationCase.BY_HAND;
import static dev.raglan.contract.AllocationCase.COPIED;
import static dev.raglan.contract.AllocationCase.DISABLED;
import static dev.raglan.contract.AllocationCase.IMMUTABLE;
import static dev.raglan.contract.AllocationCase.PLAIN;
import static dev.raglan.contract.AllocationCase.UNSAMPLED;
import static dev.raglan.contract.AllocationCase.UNSAMPLED_BY_HAND;
import static dev.raglan.contract.AllocationCase.WITHOUT_CONTENT;

import dev.raglan.contract.AllocationFigures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No call of a woven method allocates more on its caller's thread than it did. */
class AllocationTest {

  private static final long PIPELINE_MORE = 0;
  private static final long WITHOUT_CONTENT_MORE = 0;
  private static final long IMMUTABLE_MORE = 0;
  private static final long COPIED_MORE = 0;
  private static final long UNSAMPLED_MORE = 0;
  private static final long DISABLED_MORE = 0;

  private static AllocationFigures figures;

  @BeforeAll
  static void measure() throws Exception {
    figures = AllocationFigures.of(AllocationProgram.class);
  }

  @Test
  void thePipelineAddsNoMoreToASpanByHand() {
    figures.assertAtMost(BY_HAND, PIPELINE_MORE, BARE_SDK);
  }

  @Test
  void aCallWithoutContentAllocatesNoMore() {
    figures.assertAtMost(WITHOUT_CONTENT, WITHOUT_CONTENT_MORE, BY_HAND);
  }

  @Test
  void aCallWithImmutableContentAllocatesNoMore() {
    figures.assertAtMost(IMMUTABLE, IMMUTABLE_MORE, BY_HAND);
  }

  @Test
  void aCallWhoseListIsCopiedAllocatesNoMore() {
    figures.assertAtMost(COPIED, COPIED_MORE, BY_HAND);
  }

  @Test
  void anUnsampledCallAllocatesNoMore() {
    figures.assertAtMost(UNSAMPLED, UNSAMPLED_MORE, UNSAMPLED_BY_HAND);
  }

  @Test
  void aDisabledCallAllocatesNoMore() {
    figures.assertAtMost(DISABLED, DISABLED_MORE, PLAIN);
  }
}
