package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

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
}
