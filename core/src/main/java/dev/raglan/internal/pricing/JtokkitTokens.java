package dev.raglan.internal.pricing;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import org.jspecify.annotations.Nullable;

/** Counts tokens with jtokkit, which loads an encoding when it is first used. */
final class JtokkitTokens implements TextTokens {

  private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();

  @Override
  public int count(String text, @Nullable String model) {
    return encoding(model).countTokensOrdinary(text);
  }

  private Encoding encoding(@Nullable String model) {
    Encoding known =
        model == null ? null : registry.getEncodingForModel(ModelNames.bare(model)).orElse(null);
    return known == null ? registry.getEncoding(EncodingType.O200K_BASE) : known;
  }
}
