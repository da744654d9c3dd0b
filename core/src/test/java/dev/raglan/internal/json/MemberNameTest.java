package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.redact.SafeRedactor;
import dev.raglan.internal.redact.SecretNames;
import dev.raglan.internal.text.TextBuffer;
import dev.raglan.internal.type.MemberName;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberNameTest {

  @Test
  void isWrittenLikeAnyOtherName() {
    for (String name :
        List.of("", "plain", "a\"b", "ü\n", "long\\".repeat(100), "😀".repeat(200))) {
      TextBuffer expected = new TextBuffer();
      assertThat(new JsonOutput(expected, 10_000).key(name)).isTrue();
      MemberName member = MemberName.of(name);
      assertThat(member.first()).isEqualTo(expected.toString());
      Json.tree("{" + member.first() + "1}");
    }
  }

  @Test
  void isHiddenIfItsTextIs() {
    SafeRedactor redaction = new SafeRedactor(new SecretNames(List.of("Shoe-Size", "password")));
    for (String name : List.of("shoeSize", "shoe_size", "password", "API-Key", "passwords", "")) {
      MemberName member = MemberName.of(name);
      assertThat(redaction.redactsField(name, member.hash()))
          .isEqualTo(redaction.redactsField(name));
    }
  }
}
