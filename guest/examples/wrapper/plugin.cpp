// A plugin that uses Orthanc's C++ wrapper and jsoncpp, as most plugins in C++ do: docs/cpp-wrapper.md says how to build it.
#include <OrthancPluginCppWrapper.h>

#include <boost/thread.hpp>

#include <json/value.h>

#include <string>

static const char* const ALLOWED = "GET";

static unsigned int limit;
static boost::mutex mutex;
static std::map<std::string, unsigned int> greeted;

static void RequireGet(const OrthancPluginHttpRequest* request)
{
  if (request->method != OrthancPluginHttpMethod_Get) ORTHANC_PLUGINS_THROW_EXCEPTION(BadRequest);
}

// GET /wrapper/hello/NAME: how often that name was greeted, as JSON.
static void Hello(OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* request)
{
  if (request->method != OrthancPluginHttpMethod_Get)
  {
    OrthancPlugins::AnswerMethodNotAllowed(output, ALLOWED);
    return;
  }
  Json::Value answer;
  {
    boost::mutex::scoped_lock lock(mutex);
    answer["count"] = ++greeted[request->groups[0]];
  }
  answer["name"] = request->groups[0];
  OrthancPlugins::AnswerJson(answer, output);
}

// GET /wrapper/limit: a value of the section "Wrapper" of the configuration.
static void Limit(OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* request)
{
  RequireGet(request);
  OrthancPlugins::AnswerString(boost::lexical_cast<std::string>(limit), "text/plain", output);
}

// GET /wrapper/patients: the number of patients in Orthanc.
static void Patients(OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* request)
{
  RequireGet(request);
  Json::Value patients;
  if (!OrthancPlugins::RestApiGet(patients, "/patients", false)) ORTHANC_PLUGINS_THROW_EXCEPTION(UnknownResource);
  Json::Value answer;
  answer["patients"] = patients.size();
  OrthancPlugins::AnswerJson(answer, output);
}

// GET /wrapper/number/TEXT: doubles a number. The wrapper makes answers of exceptions.
static void Number(OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* request)
{
  RequireGet(request);
  const int number = boost::lexical_cast<int>(request->groups[0]);
  if (number < 0) ORTHANC_PLUGINS_THROW_EXCEPTION(ParameterOutOfRange);
  if (static_cast<unsigned int>(number) > limit) ORTHANC_PLUGINS_THROW_EXCEPTION(InexistentItem);
  OrthancPlugins::AnswerString(boost::lexical_cast<std::string>(2 * number), "text/plain", output);
}

// GET /wrapper/thread: a thread cannot be started.
static void Thread(OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* /* request */)
{
  try
  {
    boost::thread worker([]() {});
    worker.join();
    OrthancPlugins::AnswerString("a thread ran", "text/plain", output);
  }
  catch (const boost::thread_resource_error& e)
  {
    OrthancPlugins::AnswerString(e.what(), "text/plain", output);
  }
}

extern "C"
{
  ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* context)
  {
    OrthancPlugins::SetGlobalContext(context, "wrapper");
    if (!OrthancPlugins::CheckMinimalOrthancVersion(1, 12, 0))
    {
      OrthancPlugins::ReportMinimalOrthancVersion(1, 12, 0);
      return -1;
    }
    try
    {
      OrthancPlugins::OrthancConfiguration configuration;
      OrthancPlugins::OrthancConfiguration section;
      configuration.GetSection(section, "Wrapper");
      limit = section.GetUnsignedIntegerValue("Limit", 100);
    }
    catch (const OrthancPlugins::PluginException& e)
    {
      ORTHANC_PLUGINS_LOG_ERROR(std::string("The section \"Wrapper\" of the configuration is wrong: ") + e.What(context));
      return -1;
    }
    OrthancPlugins::RegisterRestCallback<Hello>("/wrapper/hello/([^/]*)", true);
    OrthancPlugins::RegisterRestCallback<Limit>("/wrapper/limit", true);
    OrthancPlugins::RegisterRestCallback<Patients>("/wrapper/patients", true);
    OrthancPlugins::RegisterRestCallback<Number>("/wrapper/number/(.*)", true);
    OrthancPlugins::RegisterRestCallback<Thread>("/wrapper/thread", true);
    return 0;
  }

  ORTHANC_PLUGINS_API void OrthancPluginFinalize()
  {
    OrthancPlugins::ResetGlobalContext();
  }

  ORTHANC_PLUGINS_API const char* OrthancPluginGetName()
  {
    return "wrapper";
  }

  ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion()
  {
    return "1.0";
  }
}
