// Answers orders with WCF's BasicHttpBinding and DataContractSerializer, through the client that svcutil wrote for the projector: see soap-toolkit.ts
// for what goes in and out.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using System.ServiceModel;
using System.ServiceModel.Description;
using System.Web.Script.Serialization;

// Mono's svcutil passes over faults, for which Microsoft's writes a type like this one, and an attribute on every operation that names it.
[DataContract(Name = "PwsFault", Namespace = "http://projectorpsa.com/DataContracts/Shared/Common/")]
public class PwsFault
{
    [DataMember] public projectorpsa.com.DataContracts.Shared.Common.PwsMessage[] Messages { get; set; }
    [DataMember] public int ResponseId { get; set; }
    [DataMember] public string ServiceName { get; set; }
}

static class Program
{
    static readonly JavaScriptSerializer Json = new JavaScriptSerializer();
    static readonly Dictionary<string, PwsProjectorServicesClient> Clients = new Dictionary<string, PwsProjectorServicesClient>();

    static PwsProjectorServicesClient ClientFor(string wsdl)
    {
        var address = wsdl.Substring(0, wsdl.IndexOf('?'));
        PwsProjectorServicesClient client;
        if (Clients.TryGetValue(address, out client)) return client;
        client = new PwsProjectorServicesClient(new BasicHttpBinding(), new EndpointAddress(address));
        foreach (var operation in client.Endpoint.Contract.Operations)
            operation.Faults.Add(new FaultDescription(operation.Messages[0].Action + "PwsFaultFault")
            {
                Name = "PwsFault",
                Namespace = "http://projectorpsa.com/DataContracts/Shared/Common/",
                DetailType = typeof(PwsFault),
            });
        return Clients[address] = client;
    }

    // A record of the contract with the members of an order.
    static object Record(Type type, IDictionary<string, object> members)
    {
        var record = Activator.CreateInstance(type);
        foreach (var member in members)
            if (member.Value != null) type.GetProperty(member.Key).SetValue(record, member.Value, null);
        return record;
    }

    // Without the members that are not there.
    static object Plain(object value)
    {
        if (value is Enum) return value.ToString();
        if (value is DateTime) return ((DateTime)value).ToString("o");
        if (value == null || value is string || value.GetType().IsPrimitive) return value;
        if (value is IEnumerable) return ((IEnumerable)value).Cast<object>().Select(Plain).ToArray();
        return value.GetType().GetProperties()
            .Where(property => Attribute.IsDefined(property, typeof(DataMemberAttribute)))
            .Select(property => new KeyValuePair<string, object>(property.Name, Plain(property.GetValue(value, null))))
            .Where(member => member.Value != null)
            .ToDictionary(member => member.Key, member => member.Value);
    }

    static object Answer(IDictionary<string, object> order)
    {
        var client = ClientFor((string)order["wsdl"]);
        var parameters = (IDictionary<string, object>)order["parameters"];
        var method = client.GetType().GetMethod((string)order["operation"]);
        var asked = method.GetParameters()
            .Select(parameter => Record(parameter.ParameterType, (IDictionary<string, object>)parameters[parameter.Name]));
        try
        {
            return new { result = Plain(method.Invoke(client, asked.ToArray())), header = new { } };
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is FaultException<PwsFault>)
        {
            var fault = (FaultException<PwsFault>)thrown.InnerException;
            return new { fault = new { kind = "FaultException<PwsFault>", code = fault.Code.Name, text = fault.Message, detail = Plain(fault.Detail) } };
        }
    }

    static void Say(object what)
    {
        Console.WriteLine(Json.Serialize(what));
    }

    static void Main()
    {
        var display = Type.GetType("Mono.Runtime").GetMethod("GetDisplayName", BindingFlags.NonPublic | BindingFlags.Static);
        Say(new { toolkit = "WCF of Mono " + display.Invoke(null, null) });
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
