package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.PriceTable;
import dev.raglan.annotation.Generation;
import dev.raglan.internal.dialect.GenAiSchemas;
import dev.raglan.internal.dialect.Rendered;
import dev.raglan.internal.invoke.AnnotatedCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that other tracers and gateways read wrongly, by their public bug reports. */
class ReportedElsewhereTest {

  private static final String INPUT = "gen_ai.usage.input_tokens";
  private static final String OUTPUT = "gen_ai.usage.output_tokens";
  private static final String CACHED = "llm.token_count.prompt_details.cache_read";
  private static final String WRITTEN = "llm.token_count.prompt_details.cache_write";
  private static final String REASONING = "llm.token_count.completion_details.reasoning";
  private static final String TOTAL = "llm.token_count.total";
  private static final String FINISH = "gen_ai.response.finish_reasons";
  private static final String COST = "llm.cost.total";

  /** A bug report: the answer in its pieces, one for a whole one, and what is to be written. */
  private static final class Report {

    private final String source;
    private final List<String> pieces;
    private final Map<String, Object> expected = new LinkedHashMap<>();
    private final List<String> parts = new ArrayList<>();

    Report(String source, String... pieces) {
      this.source = source;
      this.pieces = Stream.of(pieces).map(each -> each.replace('\'', '"')).toList();
    }

    Report with(String key, Object value) {
      expected.put(key, value);
      return this;
    }

    /** No attribute of the name is to be written. */
    Report without(String key) {
      expected.put(key, null);
      return this;
    }

    Report tokens(long input, long output) {
      return with(INPUT, input).with(OUTPUT, output);
    }

    Report finish(String... reasons) {
      return with(FINISH, List.of(reasons));
    }

    /** The next part of the only answer, as JSON. */
    Report part(String json) {
      parts.add(json.replace('\'', '"'));
      return this;
    }

    @Override
    public String toString() {
      return source;
    }
  }

  private static String chunk(String delta) {
    return chunk(delta, "null");
  }

  private static String chunk(String delta, String finish) {
    return "{'id':'c','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':0,"
        + "'delta':"
        + delta
        + ",'finish_reason':"
        + finish
        + "}]}";
  }

  private static String usage(String usage) {
    return "{'id':'c','object':'chat.completion.chunk','created':1,'model':'m','choices':[],'usage':"
        + usage
        + "}";
  }

  private static String whole(String message, String finish, String usage) {
    return "{'id':'c','object':'chat.completion','model':'m','choices':[{'index':0,'message':"
        + message
        + ",'finish_reason':"
        + finish
        + "}],'usage':"
        + usage
        + "}";
  }

  private static String start(String usage) {
    return "{'type':'message_start','message':{'id':'msg','type':'message','role':'assistant',"
        + "'model':'claude-sonnet-4-5','content':[],'stop_reason':null,'usage':"
        + usage
        + "}}";
  }

  private static final String[] NO_EVENTS = {};

  private static String[] claude(String startUsage, String... rest) {
    List<String> all = new ArrayList<>();
    all.add(start(startUsage));
    all.add("{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}");
    all.add("{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'4'}}");
    all.add("{'type':'content_block_stop','index':0}");
    all.addAll(List.of(rest));
    all.add("{'type':'message_stop'}");
    return all.toArray(NO_EVENTS);
  }

  private static String claudeDelta(String usage) {
    return "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},"
        + "'usage':"
        + usage
        + "}";
  }

  private static String gemini(String parts, String rest) {
    return "{'candidates':[{'content':{'role':'model','parts':["
        + parts
        + "]},'index':0}],'modelVersion':'gemini-2.5-flash','responseId':'g'"
        + rest
        + "}";
  }

  private static String metadata(int prompt, int candidates, int thoughts) {
    return ",'usageMetadata':{'promptTokenCount':"
        + prompt
        + ",'candidatesTokenCount':"
        + candidates
        + ",'thoughtsTokenCount':"
        + thoughts
        + ",'totalTokenCount':"
        + (prompt + candidates + thoughts)
        + "}";
  }

  static Stream<Report> reports() {
    return Stream.of(
            chatStreams(),
            odderStreams(),
            chats(),
            gateways(),
            anthropic(),
            gemini(),
            responses(),
            others())
        .flatMap(each -> each);
  }

  private static Stream<Report> chatStreams() {
    return Stream.of(
        new Report(
                "langfuse#12490: content before tool calls hides them",
                chunk("{'role':'assistant','content':null}"),
                chunk("{'content':'\\n\\n'}"),
                chunk(
                    "{'tool_calls':[{'index':0,'id':'t','type':'function','function':"
                        + "{'name':'f','arguments':''}}]}"),
                chunk("{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}"),
                chunk("{}", "'tool_calls'"))
            .finish("tool_call")
            .part("{'type':'text','content':'\\n\\n'}")
            .part("{'type':'tool_call','id':'t','name':'f','arguments':{}}"),
        new Report(
                "opik#8360, langfuse-python#922: streamed calls are dropped or overwritten",
                chunk(
                    "{'role':'assistant','content':null,'tool_calls':[{'index':0,'id':'a',"
                        + "'type':'function','function':{'name':'f','arguments':''}}]}"),
                chunk("{'tool_calls':[{'index':0,'function':{'arguments':'{\\'q\\':'}}]}"),
                chunk("{'tool_calls':[{'index':0,'function':{'arguments':'1}'}}]}"),
                chunk(
                    "{'tool_calls':[{'index':1,'id':'b','type':'function','function':"
                        + "{'name':'g','arguments':'{}'}}]}"),
                chunk("{}", "'tool_calls'"),
                usage("{'prompt_tokens':9,'completion_tokens':5,'total_tokens':14}"))
            .tokens(9, 5)
            .finish("tool_call")
            .part("{'type':'tool_call','id':'a','name':'f','arguments':{'q':1}}")
            .part("{'type':'tool_call','id':'b','name':'g','arguments':{}}"),
        new Report(
                "openinference#3142: pieces without an id lose the arguments",
                chunk(
                    "{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]}"),
                chunk(
                    "{'tool_calls':[{'index':0,'id':null,'function':{'name':null,"
                        + "'arguments':'{\\'city\\':\\'Paris\\'}'}}]}"),
                chunk("{}", "'tool_calls'"))
            .part("{'type':'tool_call','id':'a','name':'f','arguments':{'city':'Paris'}}"),
        new Report(
                "litellm#17425: empty calls beside the parallel ones",
                chunk(
                    "{'tool_calls':[{'index':0,'id':'a','type':'function','function':"
                        + "{'name':'f','arguments':'{}'}}]}"),
                chunk(
                    "{'tool_calls':[{'index':1,'id':'','type':'','function':"
                        + "{'name':'','arguments':''}}]}"),
                chunk(
                    "{'tool_calls':[{'index':2,'id':'b','type':'function','function':"
                        + "{'name':'g','arguments':'{}'}}]}"),
                chunk("{}", "'tool_calls'"))
            .part("{'type':'tool_call','id':'a','name':'f','arguments':{}}")
            .part("{'type':'tool_call','id':'b','name':'g','arguments':{}}"),
        new Report(
                "semantic-router#2215: a preview of the usage in the first chunk",
                usage("{'prompt_tokens':61,'completion_tokens':4,'total_tokens':65}"),
                chunk("{'role':'assistant','content':'Hi'}"),
                chunk("{}", "'stop'"),
                usage("{'prompt_tokens':61,'completion_tokens':252,'total_tokens':313}"))
            .tokens(61, 252)
            .finish("stop")
            .part("{'type':'text','content':'Hi'}"),
        new Report(
                "openllmetry#3142: usage inside of the choice",
                chunk("{'role':'assistant','content':'Hi'}"),
                "{'id':'c','object':'chat.completion.chunk','model':'m','choices':[{'index':0,"
                    + "'delta':{},'finish_reason':'stop','usage':{'prompt_tokens':7,"
                    + "'completion_tokens':3,'total_tokens':10}}]}")
            .tokens(7, 3)
            .part("{'type':'text','content':'Hi'}"),
        new Report(
                "vLLM's continuous usage: each chunk states the sum so far",
                chunk("{'role':'assistant','content':'a'}")
                    .replace("}]}", "}],'usage':{'prompt_tokens':5,'completion_tokens':1}}"),
                chunk("{'content':'b'}", "'length'")
                    .replace("}]}", "}],'usage':{'prompt_tokens':5,'completion_tokens':2}}"),
                usage("{'prompt_tokens':5,'completion_tokens':2,'total_tokens':7}"))
            .tokens(5, 2)
            .finish("length")
            .part("{'type':'text','content':'ab'}"),
        new Report(
                "litellm#4280: no finish reason is not a text",
                chunk("{'role':'assistant','content':'Hi'}"))
            .without(FINISH)
            .part("{'type':'text','content':'Hi'}"),
        new Report(
                "litellm-rs#512: thinking beside the text",
                chunk("{'role':'assistant','reasoning_content':'Hm'}"),
                chunk("{'reasoning_content':'.'}"),
                chunk("{'content':'4'}", "'stop'"))
            .part("{'type':'reasoning','content':'Hm.'}")
            .part("{'type':'text','content':'4'}"),
        new Report(
                "OpenRouter's reasoning under two names is one",
                chunk(
                    "{'role':'assistant','content':'','reasoning':'Hm.','reasoning_details':"
                        + "[{'type':'reasoning.text','text':'Hm.','index':0}]}"),
                chunk("{'content':'4'}", "'stop'"))
            .part("{'type':'reasoning','content':'Hm.'}")
            .part("{'type':'text','content':'4'}"),
        new Report(
                "opik#7385: Mistral's calls come whole in one chunk, its thoughts in a list",
                chunk(
                    "{'role':'assistant','content':[{'type':'thinking','thinking':"
                        + "[{'type':'text','text':'Hm'}]}]}"),
                chunk("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'.'}]}]}"),
                chunk(
                    "{'content':'','tool_calls':[{'id':'a','function':{'name':'f','arguments':"
                        + "'{}'},'index':0},{'id':'b','function':{'name':'g','arguments':'{}'},"
                        + "'index':1}]}",
                    "'tool_calls'"))
            .part("{'type':'reasoning','content':'Hm.'}")
            .part("{'type':'tool_call','id':'a','name':'f','arguments':{}}")
            .part("{'type':'tool_call','id':'b','name':'g','arguments':{}}"),
        new Report(
                "a refusal in pieces",
                chunk("{'role':'assistant','content':null,'refusal':'I '}"),
                chunk("{'refusal':'cannot.'}"),
                chunk("{}", "'stop'"))
            .part("{'type':'text','content':'I cannot.'}"));
  }

  private static Stream<Report> odderStreams() {
    return Stream.of(
        new Report(
                "the name of a function comes in each piece",
                chunk(
                    "{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]}"),
                chunk(
                    "{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'}'}}]}"),
                chunk("{}", "'tool_calls'"))
            .part("{'type':'tool_call','id':'a','name':'f','arguments':{}}"),
        new Report(
                "arguments that are an object in a piece",
                chunk(
                    "{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':"
                        + "{'q':1}}}]}"),
                chunk("{}", "'tool_calls'"))
            .part("{'type':'tool_call','id':'a','name':'f','arguments':{'q':1}}"),
        new Report(
                "the old form of a function's call",
                chunk("{'role':'assistant','function_call':{'name':'f','arguments':''}}"),
                chunk("{'function_call':{'arguments':'{}'}}"),
                chunk("{}", "'function_call'"))
            .part("{'type':'tool_call','name':'f','arguments':{}}")
            .finish("tool_call"),
        new Report(
                "a finish reason that comes twice, and usage with the last text",
                chunk("{'role':'assistant','content':'Hi'}", "'stop'"),
                chunk("{'content':''}", "'stop'")
                    .replace("}]}", "}],'usage':{'prompt_tokens':5,'completion_tokens':1}}"))
            .tokens(5, 1)
            .finish("stop")
            .part("{'type':'text','content':'Hi'}"),
        new Report(
                "a keep-alive without choices, and usage that is null",
                "{'id':'c','object':'chat.completion.chunk','model':'m','choices':null,"
                    + "'usage':null}",
                chunk("{'role':'assistant','content':'Hi'}"),
                "{'id':'c','object':'chat.completion.chunk','model':'m','choices':[]}",
                chunk("{}", "'stop'"))
            .finish("stop")
            .without(INPUT)
            .part("{'type':'text','content':'Hi'}"),
        new Report(
                "pieces whose id is empty after the first",
                chunk("{'role':'assistant','content':'a'}"),
                chunk("{'content':'b'}", "'stop'").replace("'c'", "''"),
                usage("{'prompt_tokens':5,'completion_tokens':2,'total_tokens':7}")
                    .replace("'c'", "''"))
            .tokens(5, 2)
            .part("{'type':'text','content':'ab'}"),
        new Report(
                "audio that is spoken in pieces: its words, never its base64",
                chunk("{'role':'assistant','audio':{'id':'x','transcript':'He'}}"),
                chunk("{'audio':{'transcript':'llo'}}"),
                chunk("{'audio':{'data':'" + "QUJD".repeat(400) + "'}}"),
                chunk("{}", "'stop'"))
            .finish("stop")
            .part("{'type':'text','content':'Hello'}")
            .part("{'type':'blob','modality':'audio','content':'','bytes':1200}"));
  }

  private static Stream<Report> chats() {
    String answer = "{'role':'assistant','content':'4'}";
    return Stream.of(
        new Report(
                "opik#3397: details that are null",
                whole(
                    answer,
                    "'stop'",
                    "{'completion_tokens':117,'prompt_tokens':1630,'total_tokens':1747,"
                        + "'completion_tokens_details':null,'prompt_tokens_details':null}"))
            .tokens(1630, 117)
            .without(CACHED)
            .part("{'type':'text','content':'4'}"),
        new Report(
                "langfuse#10592, #5568: cached tokens are part of the prompt",
                whole(
                    answer,
                    "'stop'",
                    "{'prompt_tokens':17903,'completion_tokens':10,'total_tokens':17913,"
                        + "'prompt_tokens_details':{'cached_tokens':17817}}"))
            .tokens(17903, 10)
            .with(CACHED, 17817L)
            .with(TOTAL, 17913L),
        new Report(
                "litellm#11364: both parts of the cache are inside of the prompt",
                whole(
                    answer,
                    "'stop'",
                    "{'total_tokens':103925,'prompt_tokens':98805,'completion_tokens':5120,"
                        + "'prompt_tokens_details':{'text_tokens':null,'cached_tokens':66360,"
                        + "'cache_creation_tokens':32435},'cache_read_input_tokens':66360,"
                        + "'completion_tokens_details':{'reasoning_tokens':1710},"
                        + "'cache_creation_input_tokens':32435}"))
            .tokens(98805, 5120)
            .with(CACHED, 66360L)
            .with(WRITTEN, 32435L)
            .with(REASONING, 1710L),
        new Report(
                "logfire#1316, pydantic-ai#5360: the cached part costs less",
                whole(
                        answer,
                        "'stop'",
                        "{'prompt_tokens':2746,'completion_tokens':197,'total_tokens':2943,"
                            + "'prompt_tokens_details':{'cached_tokens':2208},"
                            + "'completion_tokens_details':{'reasoning_tokens':64}}")
                    .replace("'m'", "'gpt-5-mini'"))
            .tokens(2746, 197)
            .with(COST, 0.0005837),
        new Report(
                "agentdescent#11: thoughts took all tokens and there is no content",
                whole(
                    "{'role':'assistant','content':null,'reasoning_content':'Hm.'}",
                    "'length'",
                    "{'prompt_tokens':5,'completion_tokens':64,'total_tokens':69}"))
            .finish("length")
            .part("{'type':'reasoning','content':'Hm.'}"),
        new Report(
                "hindsight#1355: no content at all",
                whole(
                    "{'role':'assistant','content':null}",
                    "'stop'",
                    "{'prompt_tokens':5,'completion_tokens':0,'total_tokens':5}"))
            .tokens(5, 0)
            .finish("stop"),
        new Report(
                "langfuse#13780: the priority tier is not the standard price",
                whole(
                        answer,
                        "'stop'",
                        "{'prompt_tokens':1000000,'completion_tokens':0,'total_tokens':1000000}")
                    .replace("'m'", "'gpt-5-mini'")
                    .replace("'usage'", "'service_tier':'priority','usage'"))
            .without(COST),
        new Report(
                "a cost that the response states",
                whole(
                    answer,
                    "'stop'",
                    "{'prompt_tokens':10,'completion_tokens':2,'total_tokens':12,'cost':0.5,"
                        + "'cost_details':{'upstream_inference_cost':null},'is_byok':false}"))
            .with(COST, 0.5));
  }

  private static Stream<Report> gateways() {
    String seen = "'message':{'role':'assistant','content':'";
    String image = "data:image/png;base64," + "QUJD".repeat(400);
    return Stream.of(
        new Report(
                "Perplexity's whole answer has an empty delta beside its message",
                "{'id':'c','object':'chat.completion','model':'sonar','choices':[{'index':0,"
                    + seen
                    + "Hi'},'delta':{'role':'assistant','content':''},'finish_reason':'stop'}]}")
            .finish("stop")
            .part("{'type':'text','content':'Hi'}"),
        new Report(
                "Perplexity's chunks state the message so far beside each delta",
                chunk("{'content':'He'}").replace("'delta'", seen + "He'},'delta'"),
                chunk("{'content':'llo'}").replace("'delta'", seen + "Hello'},'delta'"),
                chunk("{'content':''}", "'stop'").replace("'delta'", seen + "Hello'},'delta'"))
            .finish("stop")
            .part("{'type':'text','content':'Hello'}"),
        new Report(
                "OpenRouter has a model's images beside the content",
                whole(
                    "{'role':'assistant','content':'Here.','images':[{'type':'image_url',"
                        + "'image_url':{'url':'"
                        + image
                        + "'}}]}",
                    "'stop'",
                    "null"))
            .part("{'type':'text','content':'Here.'}")
            .part(
                "{'type':'blob','modality':'image','mime_type':'image/png','content':'',"
                    + "'bytes':1200}"),
        new Report(
                "Groq has the calls of its own tools beside the content",
                whole(
                    "{'role':'assistant','content':'Sunny.','executed_tools':[{'type':'search',"
                        + "'output':'x'}]}",
                    "'stop'",
                    "null"))
            .part("{'type':'text','content':'Sunny.'}")
            .part("{'type':'executed_tool','content':{'type':'search','output':'x'}}"),
        new Report(
                "xAI states what a call cost in parts of a dollar",
                whole(
                    "{'role':'assistant','content':'4'}",
                    "'stop'",
                    "{'prompt_tokens':9212,'completion_tokens':3417,'num_sources_used':0,"
                        + "'num_server_side_tools_used':3,'cost_in_usd_ticks':318319000}"))
            .tokens(9212, 3417)
            .with(COST, 0.0318319),
        new Report(
                "counts in digits of a text",
                whole(
                    "{'role':'assistant','content':'4'}",
                    "'stop'",
                    "{'prompt_tokens':'12','completion_tokens':'3','total_tokens':'15'}"))
            .tokens(12, 3),
        new Report(
                "Mistral's conversations",
                "{'object':'conversation.response','conversation_id':'c','outputs':["
                    + "{'object':'entry','type':'tool.execution','name':'web_search','id':'t'},"
                    + "{'object':'entry','type':'message.output','model':'m','role':'assistant',"
                    + "'content':[{'type':'text','text':'4'}]}],'usage':{'prompt_tokens':10,"
                    + "'completion_tokens':2,'total_tokens':12,'connector_tokens':100}}")
            .tokens(10, 2)
            .part(
                "{'type':'tool.execution','content':{'object':'entry','type':'tool.execution',"
                    + "'name':'web_search','id':'t'}}")
            .part("{'type':'text','content':'4'}"));
  }

  private static Stream<Report> anthropic() {
    return Stream.of(
        new Report(
                "openinference#3734: the cache is beside the input, and nulls take nothing away",
                claude(
                    "{'input_tokens':10,'cache_creation_input_tokens':1733,"
                        + "'cache_read_input_tokens':512,'output_tokens':1}",
                    claudeDelta(
                        "{'input_tokens':null,'cache_creation_input_tokens':null,"
                            + "'cache_read_input_tokens':null,'output_tokens':5}")))
            .tokens(2255, 5)
            .with(TOTAL, 2260L)
            .with(CACHED, 512L)
            .with(WRITTEN, 1733L)
            .finish("stop"),
        new Report(
                "openllmetry#4462: the usage of message_delta is the sum so far",
                claude(
                    "{'input_tokens':10,'output_tokens':1}",
                    claudeDelta(
                        "{'output_tokens':20,'output_tokens_details':{'thinking_tokens':15}}"),
                    claudeDelta(
                        "{'output_tokens':40,'output_tokens_details':{'thinking_tokens':27}}")))
            .tokens(10, 40)
            .with(REASONING, 27L),
        new Report(
                "litellm#40294: the input is known at the end alone",
                claude(
                    "{'input_tokens':0,'output_tokens':0,'cache_creation_input_tokens':0,"
                        + "'cache_read_input_tokens':0}",
                    claudeDelta("{'input_tokens':19,'output_tokens':7}")))
            .tokens(19, 7),
        new Report(
                "a tool of the server's in a stream",
                start("{'input_tokens':10,'output_tokens':1}"),
                "{'type':'content_block_start','index':0,'content_block':{'type':'server_tool_use',"
                    + "'id':'s','name':'web_search','input':{}}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta',"
                    + "'partial_json':'{\\'query\\':\\'x\\'}'}}",
                "{'type':'content_block_stop','index':0}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'text',"
                    + "'text':''}}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta',"
                    + "'text':'Found.'}}",
                claudeDelta("{'output_tokens':9,'server_tool_use':{'web_search_requests':1}}"))
            .tokens(10, 9)
            .part("{'type':'tool_call','id':'s','name':'web_search','arguments':{'query':'x'}}")
            .part("{'type':'text','content':'Found.'}"));
  }

  private static Stream<Report> gemini() {
    return Stream.of(
        new Report(
                "vercel/ai#6082, langfuse#16321: thoughts are output, and are paid for",
                gemini("{'text':'4'}", metadata(7477, 2060, 1939)))
            .tokens(7477, 3999)
            .with(REASONING, 1939L)
            .with(COST, 7477 * 0.3e-6 + 3999 * 2.5e-6),
        new Report(
                "datapizza#134, semantic-kernel#13382: each chunk states the sum so far",
                gemini("{'text':'a'}", metadata(100, 1, 30)),
                gemini("{'text':'b'}", metadata(100, 2, 30)),
                gemini("{'text':'c'}", metadata(100, 3, 30)))
            .tokens(100, 33)
            .part("{'type':'text','content':'abc'}"),
        new Report(
                "CLIProxyAPI#4964: an early chunk states zeros",
                gemini("{'text':'a'}", metadata(0, 0, 0)),
                gemini("{'text':'b'}", metadata(100, 3, 30)))
            .tokens(100, 33),
        new Report(
                "tracker#205, livekit#5404: the usage comes in a chunk without candidates",
                gemini("{'text':'a'}", ""),
                "{'candidates':[{'index':0,'finishReason':'STOP'}],'responseId':'g'}",
                "{'responseId':'g'" + metadata(1408, 4, 0) + "}")
            .tokens(1408, 4)
            .finish("stop")
            .part("{'type':'text','content':'a'}"),
        new Report(
                "a prompt that Gemini blocks has no answer",
                "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},'modelVersion':'m'"
                    + metadata(10, 0, 0)
                    + "}")
            .tokens(10, 0)
            .finish("content_filter"),
        new Report(
                "a thought is not the answer",
                gemini("{'text':'Hm.','thought':true},{'text':'4'}", ""))
            .part("{'type':'reasoning','content':'Hm.'}")
            .part("{'type':'text','content':'4'}"));
  }

  private static Stream<Report> responses() {
    String completed =
        "{'type':'response.completed','response':{'id':'r','object':'response','model':'m',"
            + "'status':'completed','output':[{'type':'reasoning','id':'x','summary':"
            + "[{'type':'summary_text','text':'Hm.'}]},{'type':'message','role':'assistant',"
            + "'status':'completed','content':[{'type':'output_text','text':'4'}]}],"
            + "'usage':{'input_tokens':8,'output_tokens':3,'total_tokens':11}}}";
    return Stream.of(
        new Report("litellm#36361: the last event alone is given", completed)
            .tokens(8, 3)
            .part("{'type':'reasoning','content':'Hm.'}")
            .part("{'type':'text','content':'4'}"),
        new Report(
                "langchain#37625: a summary in the finished item, without pieces before",
                "{'type':'response.created','response':{'id':'r','object':'response','model':'m',"
                    + "'status':'in_progress','output':[]}}",
                "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
                    + "'id':'x','summary':[{'type':'summary_text','text':'Hm.'}]}}",
                "{'type':'response.output_text.delta','item_id':'y','output_index':1,"
                    + "'content_index':0,'delta':'4'}")
            .without(FINISH)
            .part("{'type':'reasoning','content':'Hm.'}")
            .part("{'type':'text','content':'4'}"),
        new Report(
                "thoughts took all tokens, and nothing was said",
                "{'id':'r','object':'response','model':'m','status':'incomplete',"
                    + "'incomplete_details':{'reason':'max_output_tokens'},'output':["
                    + "{'type':'reasoning','id':'x','summary':[]}],"
                    + "'usage':{'input_tokens':8,'output_tokens':64,'total_tokens':72}}")
            .tokens(8, 64)
            .finish("length"),
        new Report(
                "a call by the provider that breaks off",
                "{'type':'response.output_item.added','output_index':0,'item':{'type':'mcp_call',"
                    + "'id':'x','name':'roll','arguments':'','server_label':'dice'}}",
                "{'type':'response.mcp_call_arguments.delta','output_index':0,'item_id':'x',"
                    + "'delta':'{\\'n\\':1}'}")
            .part("{'type':'tool_call','id':'x','name':'roll','arguments':{'n':1}}"));
  }

  @Test
  void aCallByTheProviderStandsBeforeItsAnswerInAStreamThatBreaksOff() throws Exception {
    String item =
        "'output_index':0,'item':{'type':'mcp_call','id':'x','name':'roll','arguments':'{}',"
            + "'output':'4'}}";
    Report report =
        new Report(
            "cut",
            "{'type':'response.output_item.added'," + item.replace(",'output':'4'", ""),
            "{'type':'response.mcp_call_arguments.delta','output_index':0,'delta':'{}'}",
            "{'type':'response.output_item.done'," + item,
            "{'type':'response.output_text.delta','output_index':1,'delta':'A four.'}");

    assertThat(written(report).get("gen_ai.output.messages").toString())
        .containsSubsequence("tool_call", "roll", "tool_call_response", "\"4\"", "A four.");
  }

  private static Stream<Report> others() {
    return Stream.of(
        new Report(
                "Cohere's first API, streamed",
                "{'is_finished':false,'event_type':'stream-start','generation_id':'g'}",
                "{'is_finished':false,'event_type':'text-generation','text':'He'}",
                "{'is_finished':false,'event_type':'text-generation','text':'llo'}",
                "{'is_finished':true,'event_type':'stream-end','finish_reason':'COMPLETE',"
                    + "'response':{'response_id':'r','text':'Hello','meta':{'billed_units':"
                    + "{'input_tokens':5,'output_tokens':3}}}}")
            .tokens(5, 3)
            .finish("stop")
            .part("{'type':'text','content':'Hello'}"),
        new Report("Mistral by InvokeModel", "{'outputs':[{'text':'4','stop_reason':'length'}]}")
            .finish("length")
            .part("{'type':'text','content':'4'}"),
        new Report(
                "openinference#3005: Converse answers with a tool's use alone",
                "{'output':{'message':{'role':'assistant','content':[{'toolUse':{'toolUseId':'t',"
                    + "'name':'f','input':{'a':1}}}]}},'stopReason':'tool_use','usage':"
                    + "{'inputTokens':30,'outputTokens':628,'totalTokens':658}}")
            .tokens(30, 628)
            .finish("tool_call")
            .part("{'type':'tool_call','id':'t','name':'f','arguments':{'a':1}}"),
        new Report(
                "pydantic-ai#3879: Converse counts the cache beside the input",
                "{'output':{'message':{'role':'assistant','content':[{'text':'4'}]}},"
                    + "'stopReason':'end_turn','usage':{'inputTokens':3,'outputTokens':5,"
                    + "'totalTokens':1008,'cacheReadInputTokens':0,'cacheWriteInputTokens':1000}}")
            .tokens(1003, 5)
            .with(WRITTEN, 1000L),
        new Report(
                "Ollama's calls have an object for arguments, and come before the end",
                "{'model':'llama3.2','message':{'role':'assistant','content':'','tool_calls':"
                    + "[{'function':{'name':'f','arguments':{'city':'Paris'}}}]},'done':false}",
                "{'model':'llama3.2','message':{'role':'assistant','content':''},"
                    + "'done_reason':'stop','done':true,'prompt_eval_count':26,'eval_count':8}")
            .tokens(26, 8)
            .without(COST)
            .part("{'type':'tool_call','name':'f','arguments':{'city':'Paris'}}"));
  }

  /** Answers as its provider does. */
  static final class Assistant {

    @Generation
    Object answers(List<String> pieces) {
      return pieces.size() == 1 ? pieces.get(0) : pieces.stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void isReadAsItWasMeant(Report report) throws Exception {
    Map<String, Object> written = written(report);

    report.expected.forEach((key, value) -> assertIs(key, written.get(key), value));
    Object json = written.get("gen_ai.output.messages");
    GenAiSchemas.checkOutputMessages(json);
    List<?> messages = (List<?>) Rendered.json(json);
    assertThat(messages).hasSize(1);
    if (!report.parts.isEmpty()) {
      assertThat(((Map<?, ?>) messages.get(0)).get("parts"))
          .isEqualTo(report.parts.stream().map(Rendered::json).toList());
    }
  }

  private static void assertIs(String key, @Nullable Object actual, @Nullable Object expected) {
    if (expected instanceof Double number) {
      assertThat((Double) actual).as(key).isCloseTo(number, within(1e-9));
    } else {
      assertThat(actual).as(key).isEqualTo(expected);
    }
  }

  private static Map<String, Object> written(Report report) throws Exception {
    try (AnnotatedCalls calls =
        new AnnotatedCalls(builder -> builder.pricing(PriceTable.shipped()))) {
      Object answer = calls.call(new Assistant(), "answers", report.pieces);
      if (answer instanceof Stream<?> stream) {
        assertThat(stream.toList()).isEqualTo(report.pieces);
      }
      return calls.written();
    }
  }
}
