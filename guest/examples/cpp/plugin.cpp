// A plugin in C++, written as for the real server: strings, containers, regular expressions, exceptions.
#include <orthanc/OrthancCPlugin.h>

#include <cstdlib>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

static OrthancPluginContext* context = nullptr;

// An error that becomes an answer: a code of the SDK and a text for the client.
class PluginException : public std::runtime_error
{
public:
  PluginException(OrthancPluginErrorCode code, const std::string& details) : std::runtime_error(details), code_(code)
  {
  }

  OrthancPluginErrorCode GetCode() const
  {
    return code_;
  }

private:
  OrthancPluginErrorCode code_;
};

static void Answer(OrthancPluginRestOutput* output, const std::string& text, const char* mimeType)
{
  OrthancPluginAnswerBuffer(context, output, text.data(), static_cast<uint32_t>(text.size()), mimeType);
}

typedef void (*Handler)(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* request);

// Runs a handler and catches its exceptions: the SDK is C, and an exception that leaves the callback ends the plugin.
template <Handler handler>
static OrthancPluginErrorCode Protect(
  OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* request)
{
  try
  {
    handler(output, request);
    return OrthancPluginErrorCode_Success;
  }
  catch (const PluginException& e)
  {
    OrthancPluginSetHttpErrorDetails(context, output, e.what(), 0);
    return e.GetCode();
  }
  catch (const std::exception& e)
  {
    OrthancPluginSetHttpErrorDetails(context, output, e.what(), 1 /* log it */);
    return OrthancPluginErrorCode_InternalError;
  }
}

// GET /cpp/divide/A/B: two whole numbers.
static void Divide(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* request)
{
  static const std::regex number("-?[0-9]{1,9}");
  const std::string a(request->groups[0]);
  const std::string b(request->groups[1]);
  if (!std::regex_match(a, number) || !std::regex_match(b, number))
    throw PluginException(OrthancPluginErrorCode_BadParameterType, "Not two numbers: " + a + ", " + b);
  if (std::stoi(b) == 0) throw PluginException(OrthancPluginErrorCode_ParameterOutOfRange, "Division by zero");
  Answer(output, std::to_string(std::stoi(a) / std::stoi(b)) + "\n", "text/plain");
}

// GET /cpp/count?word=WORD&word=WORD…: the number of times that each word occurs.
static void Count(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* request)
{
  std::map<std::string, unsigned int> counts;
  for (uint32_t i = 0; i < request->getCount; i++)
  {
    if (std::string(request->getKeys[i]) == "word") counts[request->getValues[i]]++;
  }
  std::string text;
  for (const auto& [word, count] : counts) text += word + " " + std::to_string(count) + "\n";
  Answer(output, text, "text/plain");
}

// GET /cpp/image: a circle as PNG.
static void Image(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* /* request */)
{
  const int size = 256;
  std::vector<uint8_t> pixels(size * size);
  for (int y = 0; y < size; y++)
  {
    for (int x = 0; x < size; x++)
    {
      const int dx = x - size / 2, dy = y - size / 2;
      pixels[y * size + x] = dx * dx + dy * dy < 10000 ? 255 : 0;
    }
  }
  OrthancPluginCompressAndAnswerPngImage(
    context, output, OrthancPluginPixelFormat_Grayscale8, size, size, size, pixels.data());
}

// GET /cpp/at/N: an element of a short list; the standard library throws for an index outside it.
static void At(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* request)
{
  const std::vector<std::string> words = {"zero", "one", "two"};
  Answer(output, words.at(std::stoul(request->groups[0])) + "\n", "text/plain");
}

// GET /cpp/uncaught: an uncaught exception would end the real server. Here only one request fails.
static OrthancPluginErrorCode Uncaught(
  OrthancPluginRestOutput* /* output */, const char* url, const OrthancPluginHttpRequest* /* request */)
{
  throw std::logic_error(std::string("uncaught, from ") + url);
}

extern "C"
{
  ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* c)
  {
    context = c;
    if (OrthancPluginCheckVersion(context) == 0)
    {
      OrthancPluginLogError(context, "This plugin needs a newer version of Orthanc");
      return -1;
    }
    OrthancPluginRegisterRestCallback(context, "/cpp/divide/([^/]*)/([^/]*)", Protect<Divide>);
    OrthancPluginRegisterRestCallback(context, "/cpp/count", Protect<Count>);
    OrthancPluginRegisterRestCallback(context, "/cpp/image", Protect<Image>);
    OrthancPluginRegisterRestCallback(context, "/cpp/at/([0-9]+)", Protect<At>);
    OrthancPluginRegisterRestCallback(context, "/cpp/uncaught", Uncaught);
    return 0;
  }

  ORTHANC_PLUGINS_API void OrthancPluginFinalize()
  {
    OrthancPluginLogWarning(context, "The plugin cpp ends");
  }

  ORTHANC_PLUGINS_API const char* OrthancPluginGetName()
  {
    return "cpp";
  }

  ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion()
  {
    return "1.0";
  }
}
