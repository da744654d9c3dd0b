package dev.raglan.internal.library.springmvc;

import dev.raglan.internal.result.FollowedWork;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Follows the body of a response that is written later: its span ends when it is written. */
public final class StreamingBodyHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return StreamingResponseBody.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == StreamingResponseBody.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return new TracedBody((StreamingResponseBody) result, call);
  }

  private record TracedBody(StreamingResponseBody source, OpenCall call)
      implements StreamingResponseBody {

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try {
        FollowedWork.run(
            () -> {
              write(out);
              return null;
            },
            call);
      } catch (IOException | RuntimeException thrown) {
        throw thrown;
      } catch (Exception never) {
        throw new IllegalStateException(never); // writeTo() declares no other
      }
    }

    private void write(OutputStream out) throws IOException {
      try {
        source.writeTo(out);
      } catch (IOException | RuntimeException thrown) {
        if (GoneClient.isGone(thrown)) {
          call.canceled();
        }
        throw thrown;
      }
    }
  }
}
