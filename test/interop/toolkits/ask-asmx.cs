// Answers orders with .NET's own client of such services, through the proxies that wsdl wrote, one for each address: see soap-toolkit.ts for what goes
// in and out.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Web.Script.Serialization;
using System.Web.Services.Protocols;
using System.Xml;

static class Program
{
    static readonly JavaScriptSerializer Json = new JavaScriptSerializer();

    // A proxy knows the address that its description told.
    static readonly Dictionary<string, SoapHttpClientProtocol> Proxies = typeof(Program).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(SoapHttpClientProtocol)))
        .Select(type => (SoapHttpClientProtocol)Activator.CreateInstance(type))
        .ToDictionary(proxy => proxy.Url);

    static object Header(Type type, IDictionary<string, object> members)
    {
        var header = Activator.CreateInstance(type);
        foreach (var member in members)
        {
            var property = type.GetProperty(member.Key);
            var isText = property.PropertyType == typeof(string);
            property.SetValue(header, isText ? member.Value : new Guid((string)member.Value), null);
        }
        return header;
    }

    // Without the members that are not there, and without those that every header has.
    static Dictionary<string, object> Members(object header)
    {
        return header.GetType().GetProperties()
            .Where(property => property.DeclaringType == header.GetType() && property.GetValue(header, null) != null)
            .ToDictionary(property => property.Name, property => (object)property.GetValue(header, null).ToString());
    }

    static void Put(IDictionary<string, object> members, string name, object value)
    {
        if (value != null) members[name] = value is Enum ? value.ToString() : value;
    }

    static object Answer(IDictionary<string, object> order)
    {
        var wsdl = (string)order["wsdl"];
        var proxy = Proxies[wsdl.Substring(0, wsdl.IndexOf('?'))];
        var operation = (string)order["operation"];
        var headerValue = proxy.GetType().GetProperty("HeaderValue");
        var sent = order.ContainsKey("header")
            ? Header(headerValue.PropertyType, (IDictionary<string, object>)((IDictionary<string, object>)order["header"])["members"])
            : null;
        headerValue.SetValue(proxy, sent, null);

        var method = proxy.GetType().GetMethod(operation);
        var given = (IDictionary<string, object>)order["parameters"];
        var parameters = method.GetParameters();
        var values = parameters.Select(parameter => given.ContainsKey(parameter.Name) ? given[parameter.Name] : null).ToArray();
        var result = new Dictionary<string, object>();
        try
        {
            Put(result, operation + "Result", method.Invoke(proxy, values));
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is SoapException)
        {
            var fault = (SoapException)thrown.InnerException;
            var detail = fault.Detail.ChildNodes.Cast<XmlNode>().ToDictionary(item => item.LocalName, item => item.InnerText);
            return new { fault = new { kind = fault.GetType().Name, code = fault.Code.Name, text = fault.Message, detail } };
        }
        for (var i = 0; i < values.Length; i++)
            if (parameters[i].IsOut) Put(result, parameters[i].Name, values[i]);
        var got = headerValue.GetValue(proxy, null);
        var header = new Dictionary<string, object>();
        // A header that only goes in is still there afterwards.
        if (got != null && got != sent) header["Header"] = Members(got);
        return new { result, header };
    }

    static void Say(object what)
    {
        Console.WriteLine(Json.Serialize(what));
    }

    static void Main()
    {
        var display = Type.GetType("Mono.Runtime").GetMethod("GetDisplayName", BindingFlags.NonPublic | BindingFlags.Static);
        Say(new { toolkit = "System.Web.Services of Mono " + display.Invoke(null, null) });
        for (var line = Console.ReadLine(); line != null; line = Console.ReadLine())
        {
            try
            {
                Say(Answer(Json.Deserialize<Dictionary<string, object>>(line)));
            }
            catch (Exception trouble)
            {
                Say(new { trouble = (trouble.InnerException ?? trouble).ToString() });
            }
        }
    }
}
