package loops;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.client.ChatClient;

/** Makes a client of OpenAI, as the generation of Spring AI that is there has it. */
interface Client {

  /**
   * Opens a client.
   *
   * @param asksForUsage true if it asks for the usage of streamed answers
   */
  ChatClient open(String url, ObservationRegistry registry, boolean asksForUsage);

  static Client ofThisGeneration() {
    try {
      return (Client) client().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Class<?> client() throws ClassNotFoundException {
    try {
      return Class.forName("loops.FirstClient");
    } catch (ClassNotFoundException later) {
      return Class.forName("loops.SecondClient");
    }
  }
}
