package floor;

import dev.raglan.annotation.Generation;
import org.springframework.stereotype.Service;

@Service
public class Assistant {

  @Generation(model = "test-model")
  public String answer(String question) {
    return "because";
  }
}
