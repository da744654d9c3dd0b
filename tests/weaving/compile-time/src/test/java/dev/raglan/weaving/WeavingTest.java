package dev.raglan.weaving;

import dev.raglan.contract.WeavingContract;

/** AspectJ sees what no proxy does. */
class WeavingTest extends WeavingContract {}
