/** Replies of gRPC, which a method hands to an observer. Entered by the list of libraries. */
@NullMarked
package dev.raglan.internal.library.grpc;

import org.jspecify.annotations.NullMarked;
