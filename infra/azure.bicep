// Everything that Pass It On needs in Azure, in one resource group.
// No secret is made, stored or passed on: the bot and the storage both trust one managed identity.

@minLength(4)
@maxLength(20)
@description('Start of every resource name: lower-case letters and digits, as storage accounts demand.')
param resourceBaseName string

@maxLength(42)
@description('Name of the bot in the Azure portal. People see the name in the app manifest.')
param botDisplayName string

@description('Id of the Teams app, for links from chat to the tab.')
param teamsAppId string

@description('Client id of the Entra app that the tab signs in to.')
param ssoClientId string

@description('IANA zone of people whose own zone is not known yet.')
param defaultTimeZone string

@description('Plan of the web app. Scaling out needs a Standard or Premium plan.')
param planSku string

@minValue(1)
@description('Instances when it is quiet. From two on, a sick instance can be taken out without an outage.')
param minInstances int

@maxValue(30)
@description('Instances at most, however busy it gets.')
param maxInstances int

@minValue(15)
@description('Days in no roster, unreachable and without a sign of life, after which somebody’s data goes.')
param leaverDays int

@minLength(6)
@description('Address of who is told when something is wrong.')
param alarmEmail string

param location string = resourceGroup().location

module identity './modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: resourceBaseName
    location: location
  }
}

module storage './modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: resourceBaseName
    location: location
    principalId: identity.outputs.principalId
  }
}

module monitoring './modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: resourceBaseName
    location: location
  }
}

module alarms './modules/alarms.bicep' = {
  name: 'alarms'
  params: {
    name: resourceBaseName
    location: location
    workspaceId: monitoring.outputs.workspaceId
    siteId: web.outputs.id
    email: alarmEmail
  }
}

module web './modules/web.bicep' = {
  name: 'web'
  params: {
    name: resourceBaseName
    location: location
    planSku: planSku
    minInstances: minInstances
    maxInstances: maxInstances
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    tenantId: identity.outputs.tenantId
    storageAccountName: storage.outputs.name
    insightsConnectionString: monitoring.outputs.connectionString
    workspaceId: monitoring.outputs.workspaceId
    teamsAppId: teamsAppId
    ssoClientId: ssoClientId
    defaultTimeZone: defaultTimeZone
    leaverDays: leaverDays
  }
}

module bot './modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: resourceBaseName
    displayName: botDisplayName
    host: web.outputs.host
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    tenantId: identity.outputs.tenantId
  }
}

// The toolkit writes every output into the environment file, under this name.
output BOT_ID string = identity.outputs.clientId
output APP_HOST string = web.outputs.host
output AZURE_APP_SERVICE_RESOURCE_ID string = web.outputs.id
